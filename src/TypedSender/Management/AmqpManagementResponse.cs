using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The reply of a management node whose status is a success (AMQP Management 1.0, working draft 9, 3.2). Thread-safe as long as the values in it are not changed.</summary>
public sealed class AmqpManagementResponse
{
    internal AmqpManagementResponse(int statusCode, string? statusDescription, AmqpMessage message)
    {
        StatusCode = statusCode;
        StatusDescription = statusDescription;
        Message = message;
    }

    /// <summary>The status code, 200 to 299.</summary>
    public int StatusCode { get; }

    /// <summary>The node's description of the status; null for none.</summary>
    public string? StatusDescription { get; }

    /// <summary>The value of the body; null also if the body is none of one value: <see cref="Message"/> shows it whole.</summary>
    public object? Body => Message.Value;

    /// <summary>The application properties of the reply; null if there are none.</summary>
    public AmqpMap? ApplicationProperties => Message.ApplicationProperties;

    /// <summary>The reply as it came.</summary>
    public AmqpMessage Message { get; }

    /// <summary>Reads the reply as a contract.</summary>
    /// <typeparam name="T"><inheritdoc cref="AmqpContracts.Decode{T}(ReadOnlySpan{byte})" path="/typeparam[@name='T']/node()"/></typeparam>
    /// <returns>A contract of its own.</returns>
    /// <exception cref="AmqpDecodeException">The reply does not hold the contract; the text names the member, what was expected and what was found.</exception>
    /// <exception cref="NotSupportedException">The contract has no decoder.</exception>
    public T Read<T>()
        where T : IAmqpContract<T>
        => AmqpContracts.Decode<T>(Message);

    /// <summary>Describes the reply without its contents.</summary>
    /// <returns>Status code and description.</returns>
    public override string ToString() => StatusDescription is { Length: > 0 } text ? $"{StatusCode}: {ErrorText.FromPeer(text)}" : $"{StatusCode}";
}
