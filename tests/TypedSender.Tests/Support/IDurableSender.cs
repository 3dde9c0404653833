namespace TypedSender.Tests;

/// <summary>Asks something of its target, and inherits more.</summary>
[AmqpSender("notes"), TargetCapability("queue"), TargetDurability(TerminusDurability.UnsettledState)]
public partial interface IDurableSender : IExpiringSender
{
    ValueTask<SendOutcome> TellAsync(Note note, CancellationToken cancellationToken = default);
}

/// <summary>What senders inherit.</summary>
[TargetCapability("shared"), TargetDurability(TerminusDurability.Configuration), TargetExpiry(TerminusExpiryPolicy.ConnectionClose, TimeoutSeconds = 90)]
public interface IExpiringSender;
