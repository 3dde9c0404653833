using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>One message to a coordinator: a declare or a discharge (AMQP 1.0, 4.2 and 4.3), its deadline and token. Guarded by the lock, but for what is said to be without it.</summary>
internal sealed class ControlRequest : OutgoingDelivery
{
    // The caller goes on by itself, never on the thread that completes it, which holds the lock.
    private readonly TaskCompletionSource<ControlReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ControlLink? _link;
    private ITimer? _timer;
    private CancellationTokenRegistration _cancellation;

    private ControlRequest(string name, TransactionWork? work, ReadOnlySpan<byte> message)
    {
        Name = name;
        Work = work;
        Hold(message);
    }

    /// <summary>What it asks for, as texts begin with it.</summary>
    public string Name { get; }

    /// <summary>How long it may take.</summary>
    public TimeSpan TimeLimit { get; private set; }

    /// <summary>The transaction to discharge; null for a declare.</summary>
    public TransactionWork? Work { get; }

    public bool HasEnded => _reply.Task.IsCompleted;

    /// <summary>The end of the request. Never fails.</summary>
    public Task<ControlReply> Reply => _reply.Task;

    /// <summary>Makes a request for a new local transaction.</summary>
    public static ControlRequest MakeDeclare() => new("The request for a transaction", null, Encode(default(Declare)));

    /// <summary>Makes a request to end a transaction.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="fail">Whether it is rolled back.</param>
    public static ControlRequest MakeDischarge(TransactionWork work, bool fail) =>
        new(fail ? "The rollback of the transaction" : "The commit of the transaction", work, Encode(new Discharge { TxnId = work.Id, Fail = fail }));

    /// <summary>Watches deadline and token. Without the lock, and before the request is made: either may end it at once.</summary>
    public void Watch(ControlLink link, TimeProvider timeProvider, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _link = link;
        TimeLimit = timeout;
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            _timer = EmptyExecutionContext.CreateTimer(timeProvider, static request => ((ControlRequest)request!).OnTimedOut(), this, timeout, Timeout.InfiniteTimeSpan);
        }

        _cancellation = cancellationToken.UnsafeRegister(static request => ((ControlRequest)request!).OnCanceled(), this);
    }

    /// <summary>Ends the request; only the first end counts.</summary>
    public void End(in ControlReply reply)
    {
        _timer?.Dispose();

        // Dispose would wait for a callback that runs, and that one waits for the lock.
        _cancellation.Unregister();
        _reply.TrySetResult(reply);
    }

    private static ReadOnlySpan<byte> Encode<T>(in T body)
        where T : IAmqpComposite<T>
    {
        AmqpBuffer buffer = new(64);
        AmqpWriter writer = new(buffer);
        writer.WriteDescriptor(SectionCode.AmqpValue);
        body.Encode(ref writer);
        writer.Flush();
        return buffer.WrittenSpan;
    }

    private void OnTimedOut() => _link!.GiveUp(this, SendReason.TimedOut);

    private void OnCanceled() => _link!.GiveUp(this, SendReason.Canceled);
}
