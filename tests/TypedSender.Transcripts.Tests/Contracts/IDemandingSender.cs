namespace TypedSender.Transcripts.Tests.Contracts;

/// <summary>A sender whose attach frame says all that attributes can make it say.</summary>
[AmqpSender("demanding", SendSettleMode = SenderSettleMode.Settled, ReceiveSettleMode = ReceiverSettleMode.Second)]
[DesiredCapability("queue"), RequiredCapability("durable"), LinkProperty("team", "blue")]
public partial interface IDemandingSender
{
    Task<SendOutcome> TellAsync(Note note, CancellationToken cancellationToken = default);
}
