using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Every performative with all of its fields and with as few as it may have, and each with every type that its fields can hold.</summary>
internal static class PerformativeCorpus
{
    private static readonly AmqpSymbol[] Capabilities = [new("queue"), new("topic")];

    private static readonly AmqpError Error = new() { Condition = AmqpErrorConditions.NotFound, Description = "no such queue", Info = Corpus.Fields(1) };

    public static DeliveryState[] States { get; } =
    [
        Accepted.Instance, Released.Instance, new Received { SectionNumber = 3, SectionOffset = 70_000 }, new Rejected(), new Rejected { Error = Error }, new Modified(),
        new Modified { DeliveryFailed = true, UndeliverableHere = false, MessageAnnotations = Corpus.Fields(2) },
        new UnknownDeliveryState(new AmqpDescribed(0xF4ul, new List<object?> { new byte[] { 1, 2 }, new AmqpDescribed(0x24ul, new List<object?>()) })),
        new Declared { TxnId = new([1, 2]) }, new TransactionalState { TxnId = new([1, 2]) }, new TransactionalState { TxnId = new([1, 2]), Outcome = new Rejected { Error = Error } },
    ];

    /// <summary>Bodies of frames of type AMQP (AMQP 1.0, 2.7).</summary>
    public static byte[][] Amqp { get; } =
    [
        Corpus.Encode(new Open { ContainerId = "" }),
        Corpus.Encode(new Open
        {
            ContainerId = "container", Hostname = "host", MaxFrameSize = 512, ChannelMax = 7, IdleTimeOut = 30_000, OutgoingLocales = [new("en-US")], IncomingLocales = Capabilities,
            OfferedCapabilities = Capabilities, DesiredCapabilities = [], Properties = Corpus.Fields(3),
        }),
        Corpus.Encode(new Begin { NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 2 }),
        Corpus.Encode(new Begin
        {
            RemoteChannel = 0, NextOutgoingId = uint.MaxValue, IncomingWindow = 2048, OutgoingWindow = uint.MaxValue, HandleMax = 255, OfferedCapabilities = Capabilities,
            DesiredCapabilities = Capabilities, Properties = Corpus.Fields(4),
        }),
        .. Attaches().Select(Corpus.Encode),
        Corpus.Encode(new Flow { IncomingWindow = 1, NextOutgoingId = 2, OutgoingWindow = 3 }),
        Corpus.Encode(new Flow
        {
            NextIncomingId = 1, IncomingWindow = 2048, NextOutgoingId = 5, OutgoingWindow = 70_000, Handle = 0, DeliveryCount = uint.MaxValue, LinkCredit = 100, Available = 1, Drain = true, Echo = true,
            Properties = Corpus.Fields(5),
        }),
        [.. Corpus.Encode(new Transfer { Handle = 0 }), 1, 2, 3],
        .. States.Select(static (state, index) => Corpus.Encode(new Transfer
        {
            Handle = (uint)index, DeliveryId = 1, DeliveryTag = new byte[] { 1, 2, 3 }, MessageFormat = 0, Settled = index % 2 == 0, More = true, RcvSettleMode = ReceiverSettleMode.Second, State = state,
            Resume = true, Aborted = true, Batchable = true,
        })),
        Corpus.Encode(new Disposition { Role = Role.Sender, First = 0 }),
        .. States.Select(static (state, index) => Corpus.Encode(new Disposition
        {
            Role = Role.Receiver, First = (uint)index, Last = 300, Settled = true, State = state, Batchable = true,
        })),
        Corpus.Encode(new Detach { Handle = 1 }),
        Corpus.Encode(new Detach { Handle = 300, Closed = true, Error = Error }),
        Corpus.Encode(new End()),
        Corpus.Encode(new End { Error = Error }),
        Corpus.Encode(new Close()),
        Corpus.Encode(new Close { Error = Error }),
        [0x00, 0xA3, 14, .. "amqp:open:list"u8, 0xD0, 0, 0, 0, 7, 0, 0, 0, 1, 0xA1, 1, (byte)'c'],
        [0x00, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x18, 0x45],
    ];

    /// <summary>Bodies of frames of type SASL (AMQP 1.0, 5.3.3).</summary>
    public static byte[][] Sasl { get; } =
    [
        Corpus.Encode(new SaslMechanisms { SaslServerMechanisms = [new("PLAIN"), new("ANONYMOUS"), new("EXTERNAL")] }),
        Corpus.Encode(new SaslMechanisms { SaslServerMechanisms = [new("PLAIN")] }),
        [0x00, 0x53, 0x40, 0xC0, 8, 1, 0xA3, 5, .. "PLAIN"u8],
        Corpus.Encode(new SaslInit { Mechanism = new("PLAIN"), InitialResponse = new byte[] { 0, 97, 0, 98 }, Hostname = "host" }),
        Corpus.Encode(new SaslChallenge { Challenge = new byte[] { 1 } }),
        Corpus.Encode(new SaslResponse { Response = new byte[] { 2 } }),
        Corpus.Encode(new SaslOutcome { Code = SaslCode.Ok }),
        Corpus.Encode(new SaslOutcome { Code = SaslCode.SysTemp, AdditionalData = new byte[] { 3 } }),
    ];

    private static IEnumerable<Attach> Attaches()
    {
        Source source = new()
        {
            Address = "queue", Durable = TerminusDurability.UnsettledState, ExpiryPolicy = new(ExpiryPolicySymbols.Never), Timeout = 9, Dynamic = true, DynamicNodeProperties = Corpus.Fields(6),
            DistributionMode = new AmqpSymbol("copy"), Filter = new AmqpMap { { new AmqpSymbol("f"), new AmqpDescribed(0x468C00000004ul, "a = 1") } }, DefaultOutcome = new Modified { DeliveryFailed = true },
            Outcomes = [new("amqp:accepted:list"), new("amqp:rejected:list")], Capabilities = Capabilities,
        };
        Target target = new() { Address = "queue", Durable = TerminusDurability.Configuration, Timeout = 1, Dynamic = false, Capabilities = Capabilities };
        yield return new Attach { Name = "l", Handle = 0, Role = Role.Sender };
        yield return new Attach
        {
            Name = "link", Handle = 300, Role = Role.Receiver, SndSettleMode = SenderSettleMode.Unsettled, RcvSettleMode = ReceiverSettleMode.Second, Source = source, Target = target,
            Unsettled = new AmqpMap { { new byte[] { 1 }, new AmqpDescribed(0x24ul, new List<object?>()) }, { new byte[] { 2 }, null } }, IncompleteUnsettled = true, InitialDeliveryCount = 1,
            MaxMessageSize = 1 << 20, OfferedCapabilities = Capabilities, DesiredCapabilities = Capabilities, Properties = Corpus.Fields(7),
        };
        yield return new Attach
        {
            Name = "tx", Handle = 1, Role = Role.Sender, TargetTerminus = new Coordinator { Capabilities = [new("amqp:local-transactions")] },
        };
    }
}
