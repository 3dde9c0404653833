using System.Buffers;

namespace TypedSender.AllocationProbe;

/// <summary>Bytes as they lie in the caller's memory, in one piece.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public readonly partial record struct Blob([MessageId] ulong Number, ReadOnlyMemory<byte> Bytes);

/// <summary>Bytes as they lie in the caller's memory, in several pieces.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public readonly partial record struct PiecewiseBlob([MessageId] ulong Number, ReadOnlySequence<byte> Bytes);

/// <summary>Sends large bodies.</summary>
[AmqpSender("blobs")]
public partial interface IBlobSender
{
    /// <summary>Sends one and tells what became of it.</summary>
    ValueTask<SendOutcome> SendForOutcomeAsync(Blob blob, CancellationToken cancellationToken = default);

    /// <summary>Puts one into the queue.</summary>
    bool TryEnqueue(Blob blob);

    /// <summary>Sends one and tells what became of it.</summary>
    ValueTask<SendOutcome> SendInPiecesAsync(PiecewiseBlob blob, CancellationToken cancellationToken = default);
}
