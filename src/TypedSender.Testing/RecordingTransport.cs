namespace TypedSender.Testing;

/// <summary>
/// Records what a typed sender sends, byte for byte, and answers with the outcomes that a test gives: no socket, no broker, no time. Made a sender by
/// <see cref="TypedSenders.Create{T}"/>. Thread-safe.
/// </summary>
/// <remarks>
/// Every message is accepted at once unless <see cref="Respond(SendOutcome)"/>, <see cref="RespondNext"/>, <see cref="FailNext"/>, <see cref="Hold"/> or <see cref="Delay"/> say
/// otherwise; one that is sent settled ends as Unconfirmed whatever the script says.
/// </remarks>
public sealed class RecordingTransport : ISendTransport
{
    private readonly object _access = new();
    private readonly TimeProvider _timeProvider;
    private readonly List<RecordedMessage> _messages = [];
    private readonly List<RecordedMessage> _held = [];
    private readonly Queue<Func<RecordedMessage, SendOutcome>> _next = [];
    private Func<RecordedMessage, SendOutcome> _respond = static _ => SendOutcome.Accepted;
    private TaskCompletionSource _recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MessageSenderState _state = MessageSenderState.Open;
    private bool _isHolding;

    /// <summary>Makes a transport that is open and accepts everything.</summary>
    /// <param name="timeProvider">Measures <see cref="Delay"/>; null for <see cref="TimeProvider.System"/>.</param>
    public RecordingTransport(TimeProvider? timeProvider = null) => _timeProvider = timeProvider ?? TimeProvider.System;

    /// <inheritdoc/>
    public event EventHandler? StateChanged;

    /// <summary>How far the way to the peer is; <see cref="MessageSenderState.Open"/> until a test sets something else.</summary>
    public MessageSenderState State
    {
        get
        {
            lock (_access)
            {
                return _state;
            }
        }

        set
        {
            lock (_access)
            {
                _state = value;
            }

            StateChanged?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>The max-message-size that is reported to the sender, in bytes; null (the default) for no limit.</summary>
    public long? MaxMessageSize { get; set; }

    /// <summary>The time that each outcome is delayed. Default: zero, which completes the send within its call.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>
    /// Whether a message whose outcome is held or delayed can be withdrawn, and its send so ends as NotSent when it is cancelled; otherwise it counts as sent, and ends as
    /// Indeterminate. Default: true.
    /// </summary>
    public bool CanWithdraw { get; set; } = true;

    /// <summary>Thrown by <see cref="OpenAsync"/>; null (the default) opens.</summary>
    public Exception? OpenFailure { get; set; }

    /// <summary>The messages that have been sent so far, in order; a snapshot.</summary>
    public IReadOnlyList<RecordedMessage> Messages
    {
        get
        {
            lock (_access)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>The messages that have been sent so far, read as a contract, in order; those of an envelope one by one.</summary>
    /// <typeparam name="T"><inheritdoc cref="AmqpContracts.Decode{T}(ReadOnlySpan{byte})" path="/typeparam[@name='T']/node()"/></typeparam>
    /// <returns>A contract for each message.</returns>
    /// <exception cref="Amqp.AmqpDecodeException">A message does not hold the contract; the text names the member, what was expected, what was found and where.</exception>
    /// <exception cref="NotSupportedException">The contract has no decoder.</exception>
    public IReadOnlyList<T> Sent<T>()
        where T : IAmqpContract<T>
    {
        var sent = new List<T>();
        foreach (RecordedMessage message in Messages)
        {
            if (message.MessageFormat == 0)
            {
                sent.Add(message.Read<T>());
            }
            else
            {
                sent.AddRange(message.Unpack().Select(AmqpContracts.Decode<T>));
            }
        }

        return sent;
    }

    /// <summary>Answers every message from now on with this outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public void Respond(SendOutcome outcome) => Respond(_ => outcome);

    /// <summary>Answers every message from now on with what a function makes of it.</summary>
    /// <param name="respond">Called within the send; what it throws, the transport throws.</param>
    public void Respond(Func<RecordedMessage, SendOutcome> respond)
    {
        ArgumentNullException.ThrowIfNull(respond);
        lock (_access)
        {
            _respond = respond;
        }
    }

    /// <summary>
    /// Answers the next messages with this outcome, behind those that are scripted so already; then what <see cref="Respond(SendOutcome)"/> said holds
    /// again.
    /// </summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="count">How many messages.</param>
    public void RespondNext(SendOutcome outcome, int count = 1) => Script(_ => outcome, count);

    /// <summary>Throws an exception in place of taking the next messages: their sends end as NotSent (TransportFailed). They are recorded all the same.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="count">How many messages.</param>
    public void FailNext(Exception exception, int count = 1)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Script(_ => throw exception, count);
    }

    /// <summary>Holds the outcomes of messages from now on, until <see cref="Release"/> or <see cref="RecordedMessage.Complete"/>.</summary>
    public void Hold()
    {
        lock (_access)
        {
            _isHolding = true;
        }
    }

    /// <summary>Gives all outcomes that are held, in the order of the messages, and holds no more.</summary>
    public void Release()
    {
        RecordedMessage[] held;
        lock (_access)
        {
            _isHolding = false;
            held = [.. _held];
        }

        foreach (RecordedMessage message in held)
        {
            message.Complete(TakeResponse()(message));
        }
    }

    /// <summary>Waits until so many messages have been sent in all.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>All messages.</returns>
    public async Task<IReadOnlyList<RecordedMessage>> WaitForMessagesAsync(int count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task recorded;
            lock (_access)
            {
                if (_messages.Count >= count)
                {
                    return [.. _messages];
                }

                recorded = _recorded.Task;
            }

            await recorded.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Send(in EncodedMessage message, SendTicket ticket)
    {
        RecordedMessage recorded = new(this, in message, ticket);
        bool isHeld = Record(recorded);
        if (recorded.IsSettled)
        {
            recorded.Complete(SendOutcome.Unconfirmed);
        }
        else if (!isHeld)
        {
            SendOutcome outcome = TakeResponse()(recorded);
            if (Delay > TimeSpan.Zero)
            {
                _ = CompleteLaterAsync(recorded, outcome);
            }
            else
            {
                recorded.Complete(outcome);
            }
        }
    }

    /// <inheritdoc/>
    public bool TryWithdraw(SendTicket ticket)
    {
        lock (_access)
        {
            if (!CanWithdraw || _held.Find(message => message.Ticket == ticket) is not { } held)
            {
                return false;
            }

            _held.Remove(held);
            held.IsWithdrawn = true;
            return true;
        }
    }

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        if (OpenFailure is { } failure)
        {
            return Task.FromException(failure);
        }

        State = MessageSenderState.Open;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CloseAsync(CancellationToken cancellationToken)
    {
        State = MessageSenderState.Closed;
        return Task.CompletedTask;
    }

    internal bool Complete(RecordedMessage message, SendOutcome outcome)
    {
        lock (_access)
        {
            if (!_held.Remove(message))
            {
                return false;
            }
        }

        return message.Ticket.Complete(outcome);
    }

    /// <summary>Every message is held until it is completed, for a moment at least.</summary>
    private bool Record(RecordedMessage message)
    {
        TaskCompletionSource recorded;
        bool isHeld;
        lock (_access)
        {
            _messages.Add(message);
            _held.Add(message);
            isHeld = _isHolding;
            recorded = _recorded;
            _recorded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        recorded.SetResult();
        return isHeld;
    }

    private void Script(Func<RecordedMessage, SendOutcome> respond, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        lock (_access)
        {
            for (int index = 0; index < count; index++)
            {
                _next.Enqueue(respond);
            }
        }
    }

    private Func<RecordedMessage, SendOutcome> TakeResponse()
    {
        lock (_access)
        {
            return _next.TryDequeue(out Func<RecordedMessage, SendOutcome>? next) ? next : _respond;
        }
    }

    private async Task CompleteLaterAsync(RecordedMessage message, SendOutcome outcome)
    {
        await Task.Delay(Delay, _timeProvider).ConfigureAwait(false);
        message.Complete(outcome);
    }
}
