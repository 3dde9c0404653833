namespace TypedSender.Amqp.Engine;

/// <summary>The descriptors of the performatives (AMQP 1.0, 2.7), under names that the engine's own methods do not hide.</summary>
internal static class FrameCode
{
    public const ulong Open = Performatives.Open.DescriptorCode;
    public const ulong Begin = Performatives.Begin.DescriptorCode;
    public const ulong Attach = Performatives.Attach.DescriptorCode;
    public const ulong Flow = Performatives.Flow.DescriptorCode;
    public const ulong Transfer = Performatives.Transfer.DescriptorCode;
    public const ulong Disposition = Performatives.Disposition.DescriptorCode;
    public const ulong Detach = Performatives.Detach.DescriptorCode;
    public const ulong End = Performatives.End.DescriptorCode;
    public const ulong Close = Performatives.Close.DescriptorCode;
}
