using System.Collections;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Azure;

/// <summary>
/// Schedules messages at a queue or topic of Service Bus, which keeps them until their time, and cancels them. <see cref="SchedulingExtensions"/> makes it of a client. Thread-safe; it holds nothing,
/// so there is nothing to close.
/// </summary>
/// <remarks>
/// Both are requests to the node <c>$management</c> of the entity: <c>com.microsoft:schedule-message</c> and <c>com.microsoft:cancel-scheduled-message</c>. A message with a
/// <see cref="ScheduledEnqueueTimeAttribute"/> that a sender sends is scheduled too, at the speed of a send, but its sequence number is not returned.
/// </remarks>
public sealed class ScheduledMessages
{
    private const string ScheduleOperation = "com.microsoft:schedule-message";
    private const string CancelOperation = "com.microsoft:cancel-scheduled-message";
    private const string SequenceNumbers = "sequence-numbers";

    private readonly ClientContext _client;
    private readonly AmqpManagementClient _management;
    private readonly TimeSpan _timeout;

    internal ScheduledMessages(SendClient client, string address, AmqpManagementOptions? options)
    {
        _client = client.Context;
        Address = address;
        _management = client.GetManagement(address + "/$management", options);
        _timeout = options?.Timeout ?? _client.Settings.SendTimeout;
    }

    /// <summary>The address of the queue or topic.</summary>
    public string Address { get; }

    /// <summary>Schedules a message: the sections that the contract binds, and the body, as <see cref="AmqpContracts.Encode{T}"/> encodes them.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="message">The message; encoded at the call.</param>
    /// <param name="enqueueTime">The time from which on receivers get it, to the millisecond; a past one means at once. It comes before one that the message has itself.</param>
    /// <param name="cancellationToken">Gives the request up; the message may have been scheduled then.</param>
    /// <returns>The sequence number, by which it can be cancelled.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent; the message names it.</exception>
    /// <exception cref="AmqpManagementException">The entity refused the request, or its reply has no sequence number.</exception>
    /// <exception cref="SendException">There was no reply; its outcome tells whether the message may have been scheduled.</exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; its outcome says the same.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public async Task<long> ScheduleAsync<T>(T message, DateTimeOffset enqueueTime, CancellationToken cancellationToken = default)
        where T : IAmqpContract<T>
        => (await RequestAsync([AmqpContracts.EncodeAt(message, _client.Settings.TimeProvider)], enqueueTime, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Schedules messages by one request: all of them, or none if the entity refuses it. Where there is no reply, the outcome of the exception says whether they may have been scheduled.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="messages">The messages, encoded at the call; none makes no request.</param>
    /// <param name="enqueueTime">The time from which on receivers get them, to the millisecond; a past one means at once.</param>
    /// <param name="cancellationToken">Gives the request up; the messages may have been scheduled then.</param>
    /// <returns>The sequence number of each, in their order.</returns>
    /// <inheritdoc cref="ScheduleAsync{T}" path="/exception"/>
    public Task<IReadOnlyList<long>> ScheduleAllAsync<T>(IEnumerable<T> messages, DateTimeOffset enqueueTime, CancellationToken cancellationToken = default)
        where T : IAmqpContract<T>
    {
        ArgumentNullException.ThrowIfNull(messages);
        var encoded = new List<byte[]>();
        foreach (T message in messages)
        {
            encoded.Add(AmqpContracts.EncodeAt(message, _client.Settings.TimeProvider));
        }

        return RequestAsync(encoded, enqueueTime, cancellationToken);
    }

    /// <summary>
    /// Schedules what a typed sender would send, by one request: with the constants of its interface and methods, and with their parameters.
    /// </summary>
    /// <remarks>Telemetry counts the calls as sends, also where the request is refused afterwards.</remarks>
    /// <typeparam name="TSender">The sender interface.</typeparam>
    /// <param name="send">
    /// Calls methods of the sender that it is given, which keeps the messages instead of sending them: <c>(IOrderSender orders) => orders.PlaceAsync(order)</c>. For each of them the outcome is Accepted. Items of
    /// envelopes are scheduled one by one.
    /// </param>
    /// <param name="enqueueTime">The time from which on receivers get the messages, to the millisecond; a past one means at once.</param>
    /// <param name="cancellationToken">Gives the request up; the messages may have been scheduled then.</param>
    /// <returns>The sequence number of each message, in the order of the calls; none if none was sent.</returns>
    /// <inheritdoc cref="ScheduleAsync{T}" path="/exception"/>
    public async Task<IReadOnlyList<long>> ScheduleSendsAsync<TSender>(Func<TSender, ValueTask> send, DateTimeOffset enqueueTime, CancellationToken cancellationToken = default)
        where TSender : class, ITypedSender<TSender>
    {
        ArgumentNullException.ThrowIfNull(send);
        var collected = new CollectingTransport();
        var transportOptions = new SendTransportOptions
        {
            TimeProvider = _client.Settings.TimeProvider,
            PropagateTraceContext = _client.Settings.PropagateTraceContext,
            PropagateDiagnosticId = _client.Settings.PropagateDiagnosticId,
            UseCreateSpans = _client.Settings.UseCreateSpans,
            MessagingSystem = _client.Settings.MessagingSystem,
            Broker = _client.Settings.Broker?.Kind,
            LoggerFactory = _client.Settings.LoggerFactory,
        };
        TSender sender = TypedSenders.Create<TSender>(collected, new SenderOptions { Address = Address }, transportOptions);
        await using (TypedSenders.GetMessageSender(sender).ConfigureAwait(false))
        {
            await send(sender).ConfigureAwait(false);
        }

        return await RequestAsync(collected.Take(), enqueueTime, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels scheduled messages by one request: all of them, or none if the entity refuses it. Where there is no reply, the outcome of the exception says whether they may have been cancelled.</summary>
    /// <param name="sequenceNumbers">The sequence numbers that scheduling returned; an empty sequence makes no request.</param>
    /// <param name="cancellationToken">Gives the request up; the messages may have been cancelled then.</param>
    /// <exception cref="ArgumentNullException"><paramref name="sequenceNumbers"/> is null.</exception>
    /// <exception cref="AmqpManagementException">The entity refused the request, such as for a message that is no longer scheduled (<c>com.microsoft:message-not-found</c>).</exception>
    /// <exception cref="SendException">There was no reply; its outcome tells whether the messages may have been cancelled.</exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; its outcome says the same.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public Task CancelAllAsync(IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        object?[] numbers = [.. sequenceNumbers.Select(number => (object?)number)];
        return numbers.Length == 0
            ? Task.CompletedTask
            : _management.RequestAsync(CreateRequest(CancelOperation, new AmqpMap { [SequenceNumbers] = new AmqpArray(FormatCode.Long, numbers) }), cancellationToken);
    }

    /// <inheritdoc cref="CancelAllAsync(IEnumerable{long}, CancellationToken)" path="/*[not(self::param)]"/>
    /// <summary>Cancels a message that has been scheduled.</summary>
    /// <param name="sequenceNumber">The sequence number that scheduling returned.</param>
    /// <param name="cancellationToken">Gives the request up; the message may have been cancelled then.</param>
    public Task CancelAsync(long sequenceNumber, CancellationToken cancellationToken = default) => CancelAllAsync([sequenceNumber], cancellationToken);

    private async Task<IReadOnlyList<long>> RequestAsync(IReadOnlyList<byte[]> messages, DateTimeOffset enqueueTime, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
        {
            return [];
        }

        AmqpMap body = new() { ["messages"] = messages.Select(message => ScheduledMessage.Describe(ScheduledMessage.SetEnqueueTime(message, enqueueTime))).ToList() };
        AmqpManagementResponse response = await _management.RequestAsync(CreateRequest(ScheduleOperation, body), cancellationToken).ConfigureAwait(false);
        return ReadNumbers(response, messages.Count) ?? throw new AmqpManagementException(
            $"The reply of '{_management.Node}' to {ScheduleOperation} has no {messages.Count} sequence numbers, so the messages may have been scheduled, and cannot be cancelled here. Ask the entity.",
            response.StatusCode,
            response.StatusDescription,
            response: response.Message);
    }

    /// <summary>As the Azure SDK makes it: Azure.Messaging.ServiceBus, Amqp/AmqpRequestMessage.cs.</summary>
    private AmqpManagementRequest CreateRequest(string operation, AmqpMap body)
    {
        AmqpManagementRequest request = new() { Operation = operation, Body = body };
        request.ApplicationProperties["com.microsoft:server-timeout"] = _timeout == Timeout.InfiniteTimeSpan ? uint.MaxValue : (uint)_timeout.TotalMilliseconds;
        request.ApplicationProperties["com.microsoft:tracking-id"] = Guid.NewGuid().ToString();
        return request;
    }

    private static long[]? ReadNumbers(AmqpManagementResponse response, int count)
    {
        if (response.Body is not AmqpMap map || !map.TryGetValue(SequenceNumbers, out object? value))
        {
            return null;
        }

        IEnumerable items = value switch
        {
            AmqpArray array => array.Items,
            IList list => list,
            _ => Array.Empty<long>(),
        };
        long[] numbers = [.. items.OfType<long>()];
        return numbers.Length == count ? numbers : null;
    }
}
