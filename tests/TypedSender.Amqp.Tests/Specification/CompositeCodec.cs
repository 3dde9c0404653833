namespace TypedSender.Amqp.Tests.Specification;

/// <summary>Encodes and decodes a composite type that is known only as a <see cref="Type"/>.</summary>
internal abstract class CompositeCodec
{
    public abstract ulong DescriptorCode { get; }

    public static CompositeCodec For(Type type) => (CompositeCodec)Activator.CreateInstance(typeof(Codec<>).MakeGenericType(type))!;

    public abstract byte[] Encode(object value);

    /// <summary>Decodes, and checks that all bytes were read.</summary>
    public abstract object Decode(byte[] bytes);

    private sealed class Codec<T> : CompositeCodec
        where T : IAmqpComposite<T>
    {
        public override ulong DescriptorCode => T.DescriptorCode;

        public override byte[] Encode(object value) => Wire.Encode((T)value);

        public override object Decode(byte[] bytes) => Wire.Decode<T>(bytes);
    }
}
