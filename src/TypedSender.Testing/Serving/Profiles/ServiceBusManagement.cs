using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving.Profiles;

/// <summary>
/// The operations of a queue's <c>$management</c> that clients of Azure Service Bus ask for
/// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-request-response).
/// </summary>
/// <param name="store">The queue's messages.</param>
/// <param name="encode">Encodes a message as receivers get it.</param>
internal sealed class ServiceBusManagement(ServiceBusStore store, Func<BrokerMessage, byte[]> encode)
{
    private const string ArgumentError = "com.microsoft:argument-error";

    public AmqpMessage Answer(BrokerNodeRequest request)
    {
        AmqpMap body = request.Message.Value as AmqpMap ?? [];
        return request.Operation switch
        {
            "com.microsoft:peek-message" => Peek(request, body),
            "com.microsoft:schedule-message" => Schedule(request, body),
            "com.microsoft:cancel-scheduled-message" => Cancel(request, body),
            "com.microsoft:renew-lock" => RenewLocks(request, body),
            "com.microsoft:update-disposition" => Settle(request, body),
            _ => NotImplemented(request, $"the in-process broker does not serve the operation '{request.Operation}'"),
        };
    }

    public static AmqpMessage NotImplemented(BrokerNodeRequest request, string text) => request.CreateReply(501, text, condition: AmqpErrorConditions.NotImplemented);

    private static AmqpMessage Invalid(BrokerNodeRequest request, string text) => request.CreateReply(400, text, condition: ArgumentError);

    private static AmqpMessage LockLost(BrokerNodeRequest request) => request.CreateReply(410, ServiceBusStore.LockLost.Description, condition: ServiceBusStore.LockLost.Condition.Value);

    /// <summary>The elements of an array or a list in the body; null if there is none, or one of them has another type.</summary>
    private static T[]? ReadAll<T>(AmqpMap body, string key)
    {
        IReadOnlyList<object?>? items = body.TryGetValue(key, out object? value) ? (value as AmqpArray)?.Items ?? value as IReadOnlyList<object?> : null;
        return items?.All(item => item is T) == true ? [.. items.Cast<T>()] : null;
    }

    private AmqpMessage Peek(BrokerNodeRequest request, AmqpMap body)
    {
        if (!body.TryGetValue("from-sequence-number", out long from) || !body.TryGetValue("message-count", out int count))
        {
            return Invalid(request, "peek-message needs from-sequence-number, a long, and message-count, an int");
        }

        List<object?> messages = [.. store.Peek(from, count).Select(message => new AmqpMap { ["message"] = encode(message) })];
        return messages.Count == 0 ? request.CreateReply(204) : request.CreateReply(200, body: new AmqpMap { ["messages"] = messages });
    }

    private AmqpMessage Schedule(BrokerNodeRequest request, AmqpMap body)
    {
        if (ReadAll<AmqpMap>(body, "messages") is not { } entries || entries.Any(entry => !entry.TryGetValue<byte[]>("message", out _)))
        {
            return Invalid(request, "schedule-message needs messages, a list of maps with the bytes of a message");
        }

        BrokerMessage[] messages = [.. entries.Select(entry => new BrokerMessage((byte[])entry["message"]!, messageFormat: 0) { IsPresettled = true })];
        foreach (BrokerMessage message in messages)
        {
            store.Add(message, settlement: null);
        }

        return request.CreateReply(200, body: new AmqpMap { ["sequence-numbers"] = new AmqpArray(FormatCode.Long, [.. messages.Select(message => (object?)message.SequenceNumber)]) });
    }

    private AmqpMessage Cancel(BrokerNodeRequest request, AmqpMap body)
    {
        if (ReadAll<long>(body, "sequence-numbers") is not { } numbers)
        {
            return Invalid(request, "cancel-scheduled-message needs sequence-numbers, an array of long");
        }

        return store.TryCancel(numbers)
            ? request.CreateReply(200)
            : request.CreateReply(404, "there is no scheduled message with such a sequence number; it may have been enqueued", condition: "com.microsoft:message-not-found");
    }

    private AmqpMessage RenewLocks(BrokerNodeRequest request, AmqpMap body)
    {
        if (ReadAll<Guid>(body, "lock-tokens") is not { } tokens)
        {
            return Invalid(request, "renew-lock needs lock-tokens, an array of uuid");
        }

        List<object?> expirations = [];
        foreach (Guid token in tokens)
        {
            if (store.Renew(token) is not { } end)
            {
                return LockLost(request);
            }

            expirations.Add(end);
        }

        return request.CreateReply(200, body: new AmqpMap { ["expirations"] = new AmqpArray(FormatCode.Timestamp, expirations) });
    }

    private AmqpMessage Settle(BrokerNodeRequest request, AmqpMap body)
    {
        if (ReadAll<Guid>(body, "lock-tokens") is not { } tokens || !body.TryGetValue<string>("disposition-status", out string? status))
        {
            return Invalid(request, "update-disposition needs lock-tokens, an array of uuid, and disposition-status, a string");
        }

        AmqpMap? changes = body.TryGetValue<AmqpMap>("properties-to-modify", out AmqpMap? given) ? given : null;
        DeliveryState? state = status switch
        {
            "completed" => Accepted.Instance,
            "abandoned" => new Modified { MessageAnnotations = changes },
            "suspended" => new Rejected { Error = new AmqpError { Condition = "com.microsoft:dead-letter", Info = DescribeDeadLetter(body, changes) } },
            _ => null,
        };
        if (state is null)
        {
            return NotImplemented(request, $"the in-process broker does not serve the disposition '{status}'; it completes, abandons and dead-letters (suspended)");
        }

        return tokens.All(token => store.TrySettle(token, state)) ? request.CreateReply(200) : LockLost(request);
    }

    private static AmqpMap DescribeDeadLetter(AmqpMap body, AmqpMap? changes)
    {
        AmqpMap info = [];
        foreach ((object key, object? value) in changes ?? [])
        {
            info[new AmqpSymbol(key.ToString()!)] = value;
        }

        foreach ((string key, string name) in new[] { ("deadletter-reason", ServiceBusStore.DeadLetterReason), ("deadletter-description", ServiceBusStore.DeadLetterDescription) })
        {
            if (body.TryGetValue<string>(key, out string? text))
            {
                info[new AmqpSymbol(name)] = text;
            }
        }

        return info;
    }
}
