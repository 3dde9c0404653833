namespace TypedSender.Counts.Tests;

/// <summary>A message whose body has as many bytes as a test wants.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public readonly partial record struct Sample([MessageId] ulong Number, ReadOnlyMemory<byte> Body);

/// <summary>Sends samples.</summary>
[AmqpSender("samples")]
public partial interface ISampleSender
{
    /// <summary>Sends one and tells its outcome.</summary>
    ValueTask<SendOutcome> TellAsync(Sample sample, CancellationToken cancellationToken = default);

    /// <summary>Sends each and tells its outcome.</summary>
    ValueTask<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Sample> samples, CancellationToken cancellationToken = default);
}
