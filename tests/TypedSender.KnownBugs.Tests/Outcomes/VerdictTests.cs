using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.GeneratedCode;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Outcomes;

/// <summary>What the peer says about a message or a link, and how it reaches the caller.</summary>
public sealed class VerdictTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private readonly ManualTimeProvider _time = new();

    [KnownBug(12, "Azure/amqpnetlite#14")]
    public async Task A_message_of_no_bytes_is_sent_and_decided()
    {
        var serving = new Serving { Credit = 1, GrantsOneByOne = true };
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().Serve(serving));

        // Whoever listens to spans would have a trace context sent as a section of its own.
        await using SendClient client = new(peer.Url, options => options.PropagateTraceContext = false);
        IBareSender bare = client.GetSender<IBareSender>();
        MessageSender sender = client.GetMessageSender(bare);

        // The first waits for the link, the second may find it open.
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(default(Nothing), CancellationToken.None).Within());
            Assert.Equal(SendOutcome.Accepted, await bare.TellAsync(new Bare([])).Within());
        }

        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Assert.Equal(["", "005375A000", "", "005375A000"], serving.Payloads.Select(Convert.ToHexString));
        Report();
    }

    [KnownBug(29, "vcabbage/amqp#48")]
    public async Task The_error_of_a_rejection_reaches_the_exception()
    {
        var error = new AmqpError { Condition = AmqpErrorConditions.PreconditionFailed, Description = "the order is closed", Info = new AmqpMap { { new AmqpSymbol("order"), 4711 } } };
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, new Rejected { Error = error }).AnswerClosing());
        await using SendClient client = Connect(peer);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetSender<INoteSender>().SendAsync(new Note("a")).Within());

        Assert.Equal(SendReason.Rejected, thrown.Reason);
        Assert.Equal("amqp:precondition-failed", thrown.Condition);
        Assert.Contains("amqp:precondition-failed: the order is closed", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("the order is closed", thrown.Outcome.Error!.Description);
        Assert.Equal(4711, thrown.Outcome.Error.Info![new AmqpSymbol("order")]);
        await client.CloseAsync().Within();
        Report();
    }

    [KnownBug(30, "rabbitmq/rabbitmq-amqp1.0#8")]
    public async Task A_disposition_without_a_state_tells_nothing_and_breaks_nothing()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> first).SendDisposition(first, null)
            .ExpectDelivery(out Captured<Transfer> second).SendDisposition(second, null, settled: false).SendDisposition(second, Accepted.Instance)
            .AnswerClosing());
        await using SendClient client = Connect(peer);
        INoteSender notes = client.GetSender<INoteSender>();

        SendOutcome settled = await notes.TellAsync(new Note("a")).Within();
        SendOutcome decidedLater = await notes.TellAsync(new Note("b")).Within();

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.OutcomeMissing), (settled.Kind, settled.Reason));
        Assert.Equal(SendOutcome.Accepted, decidedLater);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    [KnownBug(31, "Azure/go-amqp#358")]
    public async Task A_redirect_is_told_with_where_it_points_to()
    {
        var info = new AmqpMap { { new AmqpSymbol("hostname"), "broker.example" }, { new AmqpSymbol("network-host"), "10.0.0.7" }, { new AmqpSymbol("port"), (ushort)5673 } };
        var ofLink = new AmqpError { Condition = AmqpErrorConditions.LinkRedirect, Info = info };
        var ofConnection = new AmqpError { Condition = AmqpErrorConditions.ConnectionRedirect, Info = info };

        await ExpectAsync(script => script.AcceptConnection().AcceptSession().ExpectAttach().Refuse(ofLink).ExpectDetach().AnswerClosing(), SendReason.AddressRefused, ofLink);
        await ExpectAsync(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).SendDetach(ofLink).ExpectDetach().AnswerClosing(), SendReason.LinkDetached, ofLink);
        await ExpectAsync(script => script.AcceptHeaders().ExpectOpen().Respond().SendClose(ofConnection).CloseOutput(), SendReason.ConnectionFailed, ofConnection);
        Report();
    }

    private async Task ExpectAsync(Action<PeerScript> write, SendReason reason, AmqpError error)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(write);
        await using SendClient client = Connect(peer);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetSender<INoteSender>().SendAsync(new Note("a")).Within());

        Assert.Equal((reason, error.Condition.Value), (thrown.Reason, thrown.Condition));
        Assert.Contains("10.0.0.7", thrown.Message, StringComparison.Ordinal);
        Assert.Equal((ushort)5673, thrown.Outcome.Error!.Info![new AmqpSymbol("port")]);
    }

    private SendClient Connect(ScriptedPeer peer) => new(peer.Url, options => (options.TimeProvider, options.RetryPolicy, options.CloseTimeout) = (_time, Never, TimeSpan.Zero));

    /// <summary>Not even an empty section.</summary>
    private readonly struct Nothing : IAmqpMessageSource
    {
        public void Encode(ref AmqpWriter writer)
        {
        }
    }
}

/// <summary>Bytes that are the body.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Bare(byte[] Content);

/// <summary>Sends bodies as they are.</summary>
[AmqpSender("bare")]
public partial interface IBareSender
{
    ValueTask<SendOutcome> TellAsync(Bare bare, CancellationToken cancellationToken = default);
}
