namespace TypedSender;

/// <summary>The names that brokers know for types of tokens: what <see cref="AmqpToken.Type"/> holds, sent as the property <c>type</c> of put-token.</summary>
public static class AmqpTokenTypes
{
    /// <summary>A shared access signature of Azure Service Bus, Event Hubs and IoT Hub: <c>servicebus.windows.net:sastoken</c>.</summary>
    public const string SharedAccessSignature = "servicebus.windows.net:sastoken";

    /// <summary>A JSON Web Token (RFC 7519), as Azure Service Bus and Event Hubs name it: <c>jwt</c>.</summary>
    public const string Jwt = "jwt";

    /// <summary>A JSON Web Token (RFC 7519), as the draft of AMQP's claims-based security names it: <c>amqp:jwt</c>.</summary>
    public const string AmqpJwt = "amqp:jwt";
}
