namespace TypedSender.Amqp.Engine;

/// <summary>The peer broke the protocol: the connection is to be closed with <see cref="Error"/> (AMQP 1.0, 2.8.15 to 2.8.17).</summary>
internal sealed class AmqpProtocolException(string condition, string description) : Exception(description)
{
    public AmqpError Error { get; } = EngineError.Make(condition, description);
}
