using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tool.Doctor;

/// <summary>The queue that a suite sends to and receives from.</summary>
internal sealed class SuiteQueue : IAsyncDisposable
{
    /// <summary>How long nothing must come where nothing is to come.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly Func<CancellationToken, Task<AmqpReceiver>> _open;
    private readonly TimeProvider _timeProvider;
    private AmqpReceiver _receiver;

    private SuiteQueue(MessageSender sender, AmqpReceiver receiver, Func<CancellationToken, Task<AmqpReceiver>> open, TimeProvider timeProvider) =>
        (Sender, _receiver, _open, _timeProvider) = (sender, receiver, open, timeProvider);

    public MessageSender Sender { get; }

    /// <summary>Opens both ends.</summary>
    /// <exception cref="ToolException">There are messages in the queue, which would be lost.</exception>
    public static async Task<SuiteQueue> OpenAsync(
        SendClient client, string address, Func<CancellationToken, Task<AmqpReceiver>> open, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        MessageSender sender = client.GetMessageSender(address, new SenderOptions { SendSettleMode = SenderSettleMode.Mixed });
        await sender.OpenAsync(cancellationToken).ConfigureAwait(false);
        SuiteQueue queue = new(sender, await open(cancellationToken).ConfigureAwait(false), open, timeProvider);
        if (await queue.TryReceiveAsync(Quiet, cancellationToken).ConfigureAwait(false) is { } foreign)
        {
            if (!foreign.IsSettled)
            {
                await foreign.ReleaseAsync().ConfigureAwait(false);
            }

            await queue.DisposeAsync().ConfigureAwait(false);
            throw new ToolException($"There are messages in '{address}'. The suite needs an empty queue of its own, as it takes what comes.");
        }

        return queue;
    }

    public async Task<SendOutcome> SendAsync(AmqpMessage message, CancellationToken cancellationToken, SendOptions options = default) =>
        await Sender.SendForOutcomeAsync(message, options, cancellationToken).ConfigureAwait(false);

    public async Task<ReceivedMessage> ReceiveAsync(CancellationToken cancellationToken) => await _receiver.ReceiveAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The next message; null if none comes in time.</summary>
    public async Task<ReceivedMessage?> TryReceiveAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(time, _timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _receiver.ReceiveAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Ends the receiving connection, in order or by cutting it, and makes another one.</summary>
    public async Task ReopenAsync(bool isCut, CancellationToken cancellationToken)
    {
        if (isCut)
        {
            _receiver.Abort();
        }

        await _receiver.DisposeAsync().ConfigureAwait(false);
        _receiver = await _open(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes what a case has left behind.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await ReopenAsync(isCut: false, cancellationToken).ConfigureAwait(false);
        while (await TryReceiveAsync(Quiet, cancellationToken).ConfigureAwait(false) is { } left)
        {
            if (!left.IsSettled)
            {
                await left.AcceptAsync().ConfigureAwait(false);
            }
        }
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();
}
