namespace TypedSender.RawSink;

/// <summary>The descriptors of the frames (AMQP 1.0, 2.7 and 5.3.3).</summary>
internal static class FrameCodes
{
    public const byte Open = 0x10;
    public const byte Begin = 0x11;
    public const byte Attach = 0x12;
    public const byte Flow = 0x13;
    public const byte Transfer = 0x14;
    public const byte Disposition = 0x15;
    public const byte Detach = 0x16;
    public const byte End = 0x17;
    public const byte Close = 0x18;
    public const byte SaslMechanisms = 0x40;
    public const byte SaslInit = 0x41;
    public const byte SaslOutcome = 0x44;
}
