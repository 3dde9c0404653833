using TypedSender.Interop.Tests.Peers;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests.Contracts;

/// <summary>A message with every section, and what a stranger must make of it.</summary>
internal static class AllSectionsSample
{
    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeMilliseconds(1_517_932_243_123);

    private static readonly AllSections Sent = new()
    {
        Id = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        Correlation = 12,
        To = "to",
        ReplyTo = "reply-to",
        Group = "group",
        Sequence = 3,
        Expiry = Moment,
        Created = Moment.AddDays(-1),
        Ratio = 0.5,
        Key = "key",
        Number = 300,
    };

    public static ValueTask SendAsync(ITestSender sender, double seconds = 1.5) => sender.SendAsync(Sent, TimeSpan.FromSeconds(seconds), "argument");

    /// <summary>Sends the message three times, in envelopes of two at the most.</summary>
    public static Task<IReadOnlyList<SendOutcome>> SendInEnvelopesAsync(ITestSender sender) => sender.SendInEnvelopesAsync([Sent, Sent, Sent], TimeSpan.FromSeconds(1.5), "argument");

    /// <param name="received">What arrived.</param>
    /// <param name="header">What the header must be, when a broker has changed it.</param>
    public static void AssertEqual(ProtonMessage received, ProtonValue? header = null)
    {
        Assert.Equal(["header", "message-annotations", "properties", "application-properties", "amqp-value"], received.Sections.Select(section => section.Name));
        Assert.Equal(header ?? List(Boolean(true), UByte(9), UInt(1500)), received["header"]);
        Assert.Equal(
            List(
                Uuid(Sent.Id), Null, ProtonValue.String("to"), ProtonValue.String("by method"), ProtonValue.String("reply-to"), ULong(12),
                Symbol("application/x-test"), Null, Timestamp(Moment), Timestamp(Moment.AddDays(-1)), ProtonValue.String("group"), UInt(3)),
            received["properties"]);
        Assert.Equal(
            [(Symbol("x-opt-constant"), Boolean(true)), (Symbol("x-opt-key"), ProtonValue.String("key"))],
            received.Entries("message-annotations"));
        Assert.Equal(
            [(ProtonValue.String("argument"), ProtonValue.String("argument")), (ProtonValue.String("constant"), Long(7)), (ProtonValue.String("ratio"), ProtonValue.Double(0.5))],
            received.Entries("application-properties"));
        Assert.Equal(Described(ULong(0x0000_00AB_0000_0001), List(Int(300))), received["amqp-value"]);
    }
}
