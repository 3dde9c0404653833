namespace TypedSender.Hosting.Tests;

[AmqpContract]
public sealed partial record Reading(int Value);

[AmqpSender("readings")]
public partial interface IReadingSender
{
    ValueTask SendAsync(Reading reading, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> TellAsync(Reading reading, CancellationToken cancellationToken = default);
}
