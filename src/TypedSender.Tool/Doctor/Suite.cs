using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.Tool.Doctor;

/// <summary>Runs the conformance suite against a queue.</summary>
internal static class Suite
{
    /// <summary>Runs the cases one after the other, each within a time.</summary>
    public static async Task<IReadOnlyList<SuiteResult>> RunAsync(SuiteQueue queue, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        List<SuiteResult> results = [];
        foreach (SuiteCase each in SuiteCases.All)
        {
            long start = timeProvider.GetTimestamp();
            string? failure = await RunAsync(each, queue, timeout, timeProvider, cancellationToken).ConfigureAwait(false);
            results.Add(new SuiteResult(each, failure, timeProvider.GetElapsedTime(start)));
            if (failure is not null)
            {
                await queue.ClearAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return results;
    }

    private static async Task<string?> RunAsync(SuiteCase each, SuiteQueue queue, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(timeout, timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await each.RunAsync(queue, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no message came in {ErrorText.Duration(timeout)}";
        }
        catch (Exception exception) when (exception is SendException or AmqpReceiverException or AmqpDecodeException)
        {
            return ErrorTexts.Of(exception);
        }
    }
}
