using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing;

/// <summary>A request that came to a <see cref="BrokerNode"/>. Thread-safe as long as the values of its message are not changed.</summary>
public sealed class BrokerNodeRequest
{
    internal BrokerNodeRequest(AmqpMessage message, BrokerNode node, BrokerLink link, bool isPresettled)
    {
        Message = message;
        Node = node;
        Link = link;
        IsPresettled = isPresettled;
    }

    /// <summary>The sections of the request.</summary>
    public AmqpMessage Message { get; }

    /// <summary>The node that it came to.</summary>
    public BrokerNode Node { get; }

    /// <summary>The link that brought it: <see cref="BrokerLink.Detach(string, string)"/> detaches it before the reply.</summary>
    public BrokerLink Link { get; }

    /// <summary>The connection that brought it: <see cref="BrokerConnection.Abort"/> cuts it before the reply.</summary>
    public BrokerConnection Connection => Link.Connection;

    /// <summary>Whether it came settled, so that no disposition was sent.</summary>
    public bool IsPresettled { get; }

    /// <summary>The message-id, which becomes the correlation-id of the reply unless that has one.</summary>
    public AmqpMessageId MessageId => Message.Properties?.MessageId ?? default;

    /// <summary>The address that the reply goes to; null if the request names none.</summary>
    public string? ReplyTo => Message.Properties?.ReplyTo;

    /// <summary>The application property <c>operation</c>; null if it is none, or no string.</summary>
    public string? Operation => Find("operation");

    /// <summary>The application property <c>type</c>; null if it is none, or no string.</summary>
    public string? Type => Find("type");

    /// <summary>Makes a reply of a management node: the status under both spellings, <c>statusCode</c> and <c>status-code</c>, and so on.</summary>
    /// <param name="statusCode">The status code, such as 200.</param>
    /// <param name="statusDescription">What to say of it; null for nothing.</param>
    /// <param name="body">The body, an amqp-value; null for the value null.</param>
    /// <param name="condition">The error condition, such as <c>amqp:not-found</c>; null for none.</param>
    /// <returns>The reply, with the message-id of the request as its correlation-id.</returns>
    public AmqpMessage CreateReply(int statusCode, string? statusDescription = null, object? body = null, string? condition = null)
    {
        AmqpMap properties = new() { ["statusCode"] = statusCode, ["status-code"] = statusCode };
        if (statusDescription is not null)
        {
            properties["statusDescription"] = statusDescription;
            properties["status-description"] = statusDescription;
        }

        if (condition is not null)
        {
            properties["errorCondition"] = new AmqpSymbol(condition);
            properties["error-condition"] = new AmqpSymbol(condition);
        }

        return new AmqpMessage { Properties = new Properties { CorrelationId = MessageId }, ApplicationProperties = properties, Value = body };
    }

    private string? Find(string key) => Message.ApplicationProperties is { } properties && properties.TryGetValue(key, out string? value) ? value : null;
}
