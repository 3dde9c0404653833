using System.Diagnostics;
using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>A sender that sends for as long as it is let, with several messages under way, and writes the ledger.</summary>
internal sealed class LedgerSender(LedgerFile ledger, LedgerClient client, string name, Func<LedgerEntry, ValueTask<SendOutcome>> send)
{
    private volatile Watch? _watch;

    /// <summary>What the ledger calls it.</summary>
    public string Name => name;

    /// <summary>Whose connection it uses.</summary>
    public LedgerClient Client => client;

    /// <summary>Sends message after message, so many at once, until it is told to stop; a send that waits is not cut short.</summary>
    public Task SendUntilAsync(int parallel, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => Task.Run(() => SendUntilAsync(stop))));

    /// <summary>Completes with the time stamp at which the next message was accepted.</summary>
    /// <param name="since">Only messages whose sends began at this time stamp or later count.</param>
    public Task<long> WatchForAcceptedAsync(long since)
    {
        Watch watch = new(since);
        _watch = watch;
        return watch.Accepted;
    }

    private async Task SendUntilAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            long begin = Stopwatch.GetTimestamp();
            LedgerEntry entry = ledger.Start(name);
            SendOutcome outcome = await send(entry);
            ledger.Tell(entry, outcome);
            if (outcome.Kind == SendOutcomeKind.Accepted && _watch?.Note(begin) == true)
            {
                _watch = null;
            }
        }
    }

    private sealed class Watch(long since)
    {
        private readonly TaskCompletionSource<long> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<long> Accepted => _accepted.Task;

        public bool Note(long begin) => begin >= since && _accepted.TrySetResult(Stopwatch.GetTimestamp());
    }
}
