using System.Buffers;
using System.Collections.Immutable;

namespace TypedSender.Generated.Tests.Shapes;

[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public partial struct Binaries
{
    [AmqpMember(Order = 0)]
    public byte[] Array { get; set; }

    [AmqpMember(Order = 1)]
    public ReadOnlyMemory<byte> ReadOnlyMemory { get; set; }

    [AmqpMember(Order = 2)]
    public Memory<byte> Memory { get; set; }

    [AmqpMember(Order = 3)]
    public ArraySegment<byte> Segment { get; set; }

    [AmqpMember(Order = 4)]
    public ImmutableArray<byte> Immutable { get; set; }

    [AmqpMember(Order = 5)]
    public ReadOnlySequence<byte> Sequence { get; set; }
}
