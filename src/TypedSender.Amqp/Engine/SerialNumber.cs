namespace TypedSender.Amqp.Engine;

/// <summary>Arithmetic on the 32-bit serial numbers of deliveries and transfers (AMQP 1.0, 2.8.10; RFC 1982).</summary>
internal static class SerialNumber
{
    /// <summary>How far <paramref name="to"/> lies ahead of <paramref name="from"/>; negative when it lies behind.</summary>
    public static int Distance(uint from, uint to) => unchecked((int)(to - from));

    /// <summary>True when <paramref name="value"/> is one of <paramref name="first"/> … <paramref name="last"/>, both included.</summary>
    public static bool IsWithin(uint value, uint first, uint last) => unchecked(value - first <= last - first);
}
