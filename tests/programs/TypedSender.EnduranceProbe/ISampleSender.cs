namespace TypedSender.EnduranceProbe;

/// <summary>A message that says who sent it, and as which one.</summary>
[AmqpContract]
public readonly partial record struct Sample([MessageId] ulong Id, ReadOnlyMemory<byte> Body);

/// <summary>Sends samples, one at a time or many.</summary>
[AmqpSender("samples")]
public partial interface ISampleSender
{
    /// <summary>Sends one.</summary>
    ValueTask<SendOutcome> SendAsync(Sample sample, CancellationToken cancellationToken = default);

    /// <summary>Sends one, for whoever blocks on it.</summary>
    Task<SendOutcome> SendTaskAsync(Sample sample, CancellationToken cancellationToken = default);

    /// <summary>Sends many.</summary>
    ValueTask<IReadOnlyList<SendOutcome>> SendAllAsync(IReadOnlyList<Sample> samples, CancellationToken cancellationToken = default);
}
