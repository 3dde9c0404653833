using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>A request to a management node (AMQP Management 1.0, working draft 9, 3.1). Not thread-safe while it is changed; what is sent is copied at the call.</summary>
public sealed class AmqpManagementRequest
{
    /// <summary>The application property <c>operation</c>: <c>CREATE</c>, <c>READ</c>, <c>QUERY</c>, or one of the node's own, such as <c>com.example:purge</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The application property <c>type</c>: of what kind the thing is that is managed. Null, the default, leaves it out.</summary>
    public string? Type { get; init; }

    /// <summary>The application property <c>name</c>: the name of what is managed. Null, the default, leaves it out.</summary>
    public string? Name { get; init; }

    /// <summary>The application property <c>identity</c>: the identity of what is managed. Null, the default, leaves it out.</summary>
    public string? Identity { get; init; }

    /// <summary>The application property <c>locales</c>: the languages that descriptions may be in, by preference, such as <c>en-GB,en</c>. Null, the default, leaves it out.</summary>
    public string? Locales { get; init; }

    /// <summary>
    /// Further application properties: values of simple types, so no list, map or array (AMQP 1.0, 3.2.5). A null is left out. What the properties above name stands there.
    /// </summary>
    public IDictionary<string, object?> ApplicationProperties { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>The body, an amqp-value of any type that AMQP carries, an <see cref="AmqpMap"/> or list of such included. Null, the default, is sent as the value null.</summary>
    public object? Body { get; init; }

    /// <summary>
    /// How long this request may take, from the call to the reply. Null, the default, for that of the options; above zero and up to 49 days, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Makes the message, a copy down to the last value.</summary>
    /// <exception cref="ArgumentException">The request lacks its operation, names an application property twice, or has an unusable time-out.</exception>
    /// <exception cref="AmqpEncodeException">A value cannot be carried by AMQP.</exception>
    internal AmqpMessage ToMessage()
    {
        if (string.IsNullOrEmpty(Operation))
        {
            throw new ArgumentException("AmqpManagementRequest.Operation is empty. Give the operation, such as READ.", "request");
        }

        if (Timeout is { } timeout)
        {
            OptionCheck.Timeout(timeout, "AmqpManagementRequest.Timeout");
        }

        AmqpMap properties = new() { ["operation"] = Operation };
        Add(properties, "type", Type);
        Add(properties, "name", Name);
        Add(properties, "identity", Identity);
        Add(properties, "locales", Locales);
        foreach ((string key, object? value) in ApplicationProperties)
        {
            Add(properties, key, value);
        }

        // The caller may change the values while the request waits for a connection.
        return AmqpMessage.Decode(new AmqpMessage { ApplicationProperties = properties, Value = Body }.ToBytes());
    }

    private static void Add(AmqpMap properties, string key, object? value)
    {
        if (value is not null && !properties.TryAdd(key, value))
        {
            throw new ArgumentException(
                $"The request has the application property '{ErrorText.FromPeer(key)}' twice: as a property of AmqpManagementRequest, and in ApplicationProperties. Set one of them.", "request");
        }
    }
}
