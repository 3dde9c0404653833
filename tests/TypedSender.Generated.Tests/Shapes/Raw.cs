using System.Buffers;
using System.Collections.Immutable;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Bytes that are the body, each type of them once.</summary>
public static partial class Raw
{
    [AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("image/png")]
    public partial record Array(byte[] Content, [Subject] string? Name = null);

    [AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
    public partial record NullableArray(byte[]? Content);

    [AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
    public readonly partial record struct Segment(ArraySegment<byte> Content);

    [AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
    public readonly partial record struct ReadOnly(ReadOnlyMemory<byte>? Content);

    [AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
    public readonly partial record struct Writable(Memory<byte> Content);

    [AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
    public partial struct Sequence
    {
        public ReadOnlySequence<byte> Content { get; set; }
    }

    [AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
    public partial class Immutable
    {
        [AmqpMember]
        private ImmutableArray<byte> Content { get; init; }

        public static Immutable Of(ImmutableArray<byte> content) => new() { Content = content };
    }

    [AmqpContract]
    public partial record Holder(Array Picture, ReadOnly Empty);
}
