namespace TypedSender.Transcripts.Tests.Contracts;

/// <summary>A message of any size; from 16 KiB on, its bytes are borrowed.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Blob(ReadOnlyMemory<byte> Data);
