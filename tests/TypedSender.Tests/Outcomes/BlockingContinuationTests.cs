using TypedSender.Shared;
using TypedSender.Testing;

namespace TypedSender.Tests.Outcomes;

/// <summary>What a continuation sends goes out when it returns; one that never returns must not hold it back.</summary>
public sealed class BlockingContinuationTests
{
    [Fact]
    public async Task What_a_continuation_sends_leaves_although_it_blocks()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        INoteSender sender = client.GetSender<INoteSender>();
        await sender.SendAsync(new Note("first"));

        // The rest runs where the outcome of the first was told, and waits there for its own outcomes.
        Task<SendOutcome> waiting = sender.TellTaskAsync(new Note("awaited"));
        TaskCompletionSource done = Bounded.Signal();
        _ = waiting.ContinueWith(
            _ =>
            {
                Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 100).Select(number => sender.TellTaskAsync(new Note($"{number}")))];
                if (Task.WaitAll(sends, TimeSpan.FromSeconds(60)) && sends.All(send => send.Result == SendOutcome.Accepted))
                {
                    done.SetResult();
                }
                else
                {
                    done.SetException(new TimeoutException("The messages of a continuation that blocks were held back."));
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        await done.Task.Within();
    }
}
