namespace TypedSender.Shared;

/// <summary>A message of any size; from 16 KiB on, its bytes are borrowed.</summary>
[AmqpContract]
public sealed partial record Blob(ReadOnlyMemory<byte> Data);
