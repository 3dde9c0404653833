namespace TypedSender.Amqp.Security;

/// <summary>A server's side of a mechanism that the initial response completes.</summary>
/// <param name="check">Decides by the initial response; returns whether the client is let in, and under which name.</param>
internal sealed class SingleStepServerMechanism(Func<ReadOnlyMemory<byte>, (bool IsAccepted, string? UserName)> check) : SaslServerMechanism
{
    public override SaslServerStep Answer(ReadOnlyMemory<byte>? message)
    {
        (bool isAccepted, UserName) = check(message ?? default);
        return isAccepted ? SaslServerStep.Accept : SaslServerStep.Refuse;
    }
}
