namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>What a sender is made over.</summary>
public enum Way
{
    Link,
    Session,
    Connection,
}
