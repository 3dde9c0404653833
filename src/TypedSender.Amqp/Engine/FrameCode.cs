namespace TypedSender.Amqp.Engine;

/// <summary>The descriptors of the performatives (AMQP 1.0, 2.7), as constants for a switch.</summary>
internal static class FrameCode
{
    public const ulong Open = 0x10;
    public const ulong Begin = 0x11;
    public const ulong Attach = 0x12;
    public const ulong Flow = 0x13;
    public const ulong Transfer = 0x14;
    public const ulong Disposition = 0x15;
    public const ulong Detach = 0x16;
    public const ulong End = 0x17;
    public const ulong Close = 0x18;
}
