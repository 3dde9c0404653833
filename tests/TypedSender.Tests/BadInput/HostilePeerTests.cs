using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.BadInput;

/// <summary>Peers that break the protocol after the link works, or bend it: one error, or none; and the next send works.</summary>
public sealed class HostilePeerTests
{
    public static TheoryData<string, string, string> Violations => new()
    {
        { "second open", "amqp:illegal-state", "a second open came on the connection" },
        { "unknown channel", "amqp:not-allowed", "a frame came on channel 9, on which no session has begun" },
        { "unknown performative", "amqp:not-implemented", "a frame carries the descriptor 0x99, which is no performative" },
        { "reversed range", "amqp:invalid-field", "a disposition names the range 5 to 3, which runs backwards" },
        { "size 7", "amqp:connection:framing-error", "a frame claims 7 octets; between 8 and 65536 are allowed" },
        { "size 2^31", "amqp:connection:framing-error", "a frame claims 2147483648 octets; between 8 and 65536 are allowed" },
        { "data offset 1", "amqp:connection:framing-error", "a frame of 8 bytes claims that its body begins at 4" },
        { "sasl frame", "amqp:connection:framing-error", "a frame has type 1 where only 0 is allowed" },
        { "transfer to a sender", "amqp:not-allowed", "a transfer came on handle 0, whose link only sends to the peer" },
        { "begin answers nothing", "amqp:not-allowed", "a begin answers channel 4, on which none was sent" },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task A_violation_closes_the_connection_with_its_condition(string what, string condition, string detail)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script =>
            {
                script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _);
                Violate(script, what).ExpectClose().Where(close => close.Error!.Condition.Value == condition && close.Error.Description == detail).SendClose().ExpectEndOfStream();
            },
            AcceptOne);
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Task<SendOutcome> first = notes.TellTaskAsync(new Note("a"));
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("b"));
        string text = $"127.0.0.1:{peer.Port} sent a frame that AMQP 1.0 does not allow: {detail}. The connection was closed. Report this to the maker of the broker.";

        Assert.Equal($"Indeterminate (ProtocolViolation): {text} The message to 'notes' may have been stored; sending it again may store it twice.", (await first.Within()).ToString());
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_flow_for_an_unknown_handle_ends_the_session_alone()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _)
            .SendFlow(flow => flow with { Handle = 7, DeliveryCount = 0, LinkCredit = 5 })
            .ExpectEnd().Where(end => end.Error!.Condition.Value == "amqp:session:unattached-handle")
            .ExpectBegin()
            .SendEnd()
            .Send(new Begin { RemoteChannel = 1, NextOutgoingId = 0, IncomingWindow = 100, OutgoingWindow = 100 }, channel: 1)
            .Then(connection => connection.Channel = 1)
            .AcceptAttach().ExpectDelivery(out _).SendDisposition(0, null, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        SendOutcome first = await notes.TellAsync(new Note("a")).Within();

        Assert.Equal(
            $"Indeterminate (ProtocolViolation): 127.0.0.1:{peer.Port} sent a frame that its session does not allow: handle 7 is not attached. The session was ended. Report this to the maker of the broker. The message to 'notes' may have been stored; sending it again may store it twice.",
            first.ToString());
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());
        Assert.Equal(1, peer.ConnectionCount);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Much_that_is_allowed_changes_nothing()
    {
        byte[] empties = [.. Enumerable.Repeat(FrameEncoder.EmptyFrame, 10_000).SelectMany(frame => frame)];
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Respond()
            .SendRaw(empties)
            .Repeat(200, steps => steps.SendFlow(flow => flow with { Handle = 0, DeliveryCount = 0, LinkCredit = 0, Echo = true }).ExpectFlow())
            .SendFlow(flow => flow with { Handle = 0, DeliveryCount = 0, LinkCredit = uint.MaxValue })
            .ExpectDelivery(out Captured<Transfer> delivery)
            .SendDisposition(delivery, new Received { SectionNumber = 1, SectionOffset = 1 }, settled: false)
            .SendDisposition(0, int.MaxValue, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Bytes_that_come_one_by_one_are_put_together()
    {
        byte[][] answers =
        [
            FrameEncoder.SaslHeader,
            FrameEncoder.Encode(0, new SaslMechanisms { SaslServerMechanisms = ["ANONYMOUS"] }),
            FrameEncoder.Encode(0, new SaslOutcome { Code = SaslCode.Ok }),
            FrameEncoder.AmqpHeader,
            FrameEncoder.Encode(0, Handshakes.DefaultOpen),
            FrameEncoder.Encode(0, new Begin { RemoteChannel = 0, NextOutgoingId = 0, IncomingWindow = 10, OutgoingWindow = 10 }),
        ];
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            foreach (byte each in answers.SelectMany(answer => answer))
            {
                script.SendRaw(each);
            }
        });
        await using var client = new SendClient(peer.Url, options => options.CloseTimeout = TimeSpan.Zero);

        await client.OpenAsync().Within();
    }

    [Fact]
    public async Task A_large_frame_is_taken_when_the_client_allows_it()
    {
        var properties = new AmqpMap { { new AmqpSymbol("welcome"), new string('x', 1_000_000) } };
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(Handshakes.DefaultOpen with { Properties = properties }).AcceptSession().AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.MaxFrameSize = int.MaxValue);

        await client.OpenAsync().Within();

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Theory]
    [InlineData(512u)]
    [InlineData(uint.MaxValue)]
    public async Task The_peers_frame_size_is_kept_to(uint maxFrameSize)
    {
        List<int> sizes = [];
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(Handshakes.DefaultOpen with { MaxFrameSize = maxFrameSize }).AcceptSender()
            .ExpectDelivery(out Captured<Transfer> delivery).Then(connection => sizes.Add(connection.LastFrame!.Bytes.Length))
            .SendDisposition(0, null, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellBlobAsync(new Blob(new byte[300_000])).Within());

        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Assert.All(sizes, size => Assert.InRange((uint)size, 8u, maxFrameSize));
    }

    [Fact]
    public async Task A_frame_size_below_the_minimum_is_refused()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(Handshakes.DefaultOpen with { MaxFrameSize = 511 })
            .ExpectClose().Where(close => close.Error!.Condition.Value == "amqp:invalid-field").ExpectEndOfStream());
        await using var client = new SendClient(peer.Url);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Equal(
            $"127.0.0.1:{peer.Port} sent a frame that AMQP 1.0 does not allow: the peer's max-frame-size of 511 is below 512. The connection was closed. Report this to the maker of the broker.",
            thrown.Message);
        await peer.Completion.Within();
    }

    private static PeerScript Violate(PeerScript script, string what) => what switch
    {
        "second open" => script.Send(Handshakes.DefaultOpen),
        "unknown channel" => script.Send(new End(), channel: 9),
        "unknown performative" => script.SendRaw(0, 0, 0, 12, 2, 0, 0, 0, 0x00, 0x53, 0x99, 0x45),
        "reversed range" => script.SendDisposition(5, 3, Accepted.Instance),
        "size 7" => script.SendRaw(0, 0, 0, 7, 2, 0, 0, 0),
        "size 2^31" => script.SendRaw(0x80, 0, 0, 0, 2, 0, 0, 0),
        "data offset 1" => script.SendRaw(0, 0, 0, 8, 1, 0, 0, 0),
        "sasl frame" => script.SendRaw(0, 0, 0, 8, 2, 1, 0, 0),
        "transfer to a sender" => script.Send(new Transfer { Handle = 0, DeliveryId = 0, DeliveryTag = new byte[1] }),
        _ => script.Send(new Begin { RemoteChannel = 4, NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 }, channel: 8),
    };

    private static void AcceptOne(PeerScript script) => script.AcceptConnection().AcceptSender()
        .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing();
}
