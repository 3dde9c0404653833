using TypedSender.Amqp;
using TypedSender.Testing;

namespace QuickStart;

/// <summary>Reads the messages back and compares each with the earthquake it was made of.</summary>
/// <param name="Equal">Earthquakes that came back once, equal in every value.</param>
/// <param name="Different">Earthquakes that came back changed, twice or not at all.</param>
/// <param name="FirstDifference">What was different first; null when nothing was.</param>
/// <param name="Foreign">Messages that this program did not send.</param>
/// <param name="Shown">The bytes of the message to show.</param>
internal sealed record Comparing(int Equal, int Different, string? FirstDifference, int Foreign, byte[]? Shown)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<Comparing> ReceiveAsync(string url, string address, IReadOnlyList<Earthquake> sent, string shownId, CancellationToken cancellationToken)
    {
        Dictionary<string, Earthquake> missing = sent.ToDictionary(earthquake => earthquake.Id);
        ProgressLine progress = new("receiving", sent.Count);
        int equal = 0;
        int foreign = 0;
        string? difference = null;
        byte[]? shown = null;
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(url, address, new AmqpReceiverOptions { Credit = 500 }, cancellationToken);
        while (missing.Count > 0)
        {
            ReceivedMessage? message = await NextAsync(receiver, cancellationToken);
            if (message is null)
            {
                difference ??= $"{missing.Count:N0} did not come back within {Patience.TotalSeconds:0} s of the one before, among them {missing.Keys.First()}";
                break;
            }

            await message.AcceptAsync();
            string? id = IdOf(message);
            if (id is null || !missing.Remove(id, out Earthquake? source))
            {
                foreign++;
                continue;
            }

            string? problem = Difference(message, source);
            equal += problem is null ? 1 : 0;
            difference ??= problem;
            shown = id == shownId ? message.Bytes.ToArray() : shown;
            progress.Advance();
        }

        return new Comparing(equal, sent.Count - equal, difference, foreign, shown);
    }

    private static async ValueTask<ReceivedMessage?> NextAsync(AmqpReceiver receiver, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await receiver.ReceiveAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string? IdOf(ReceivedMessage message)
    {
        try
        {
            return message.Message.Properties?.MessageId.ToObject() as string;
        }
        catch (AmqpDecodeException)
        {
            return null;
        }
    }

    private static string? Difference(ReceivedMessage message, Earthquake source)
    {
        try
        {
            Earthquake received = message.Read<Earthquake>();
            return received == source ? null : $"{source.Id}: sent {source}, received {received}";
        }
        catch (AmqpDecodeException exception)
        {
            return $"{source.Id}: {exception.Message}";
        }
    }
}
