using System.Collections.Concurrent;
using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Puts entries into the queue of a sender, and waits for what the event tells of each: exactly one outcome.</summary>
internal sealed class LedgerQueue
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<SendOutcome>> _outcomes = new();
    private readonly Lock _gate = new();
    private readonly ILedgerSender _sender;
    private long _lastNumber;

    public LedgerQueue(ILedgerSender sender, MessageSender messageSender)
    {
        _sender = sender;
        messageSender.QueuedMessageCompleted += (_, args) => Outcome(args.Number).SetResult(args.Outcome);
    }

    public async ValueTask<SendOutcome> SendAsync(LedgerEntry entry)
    {
        ValueTask enqueued;
        long number;
        lock (_gate)
        {
            // Numbers follow the order of the calls, those that wait for room included.
            number = ++_lastNumber;
            enqueued = _sender.EnqueueAsync(entry);
        }

        await enqueued;
        SendOutcome outcome = await Outcome(number).Task;
        _outcomes.TryRemove(number, out _);
        return outcome;
    }

    private TaskCompletionSource<SendOutcome> Outcome(long number) => _outcomes.GetOrAdd(number, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
