namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>Asks for a capability and has a property of its own.</summary>
[AmqpSender("notes")]
[DesiredCapability("queue")]
[LinkProperty("x-own", "yes")]
public partial interface ICapableSender
{
    ValueTask SendAsync(Note note, CancellationToken cancellationToken = default);
}
