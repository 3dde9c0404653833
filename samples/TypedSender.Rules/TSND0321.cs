namespace TypedSender.Rules.TSND0321;

#if VIOLATION
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Picture(byte[] Content)
{
    public int Length => Content.Length;

    public byte[]? Thumbnail { get; init; }
}
#else
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Picture(byte[] Content)
{
    [ApplicationProperty("length")]
    public int Length => Content.Length;

    [AmqpIgnore]
    public byte[]? Thumbnail { get; init; }
}
#endif
