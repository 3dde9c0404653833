namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>A peer that closes, ends or detaches with its reasons, or breaks the protocol, while messages are on their way.</summary>
public sealed class PeerEnds
{
    private static readonly AmqpError Forced = new() { Condition = AmqpErrorConditions.ConnectionForced, Description = "maintenance" };
    private static readonly AmqpError Busy = new() { Condition = AmqpErrorConditions.ResourceLimitExceeded, Description = "slower" };

    [Fact]
    public async Task The_peer_closes_the_connection_with_an_error()
    {
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b, Task<SendOutcome> c) = await InFlight.SendThreeAsync(scenario);
        await scenario.PeerAsync(peer => peer.SendClose(Forced).ExpectClose().ExpectEndOfStream());
        await scenario.OutcomeAsync(a);
        await InFlight.AcceptTwoAnewAsync(scenario);
        await scenario.OutcomeAsync(b);
        await scenario.OutcomeAsync(c);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_peer_ends_the_session_with_an_error()
    {
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b, Task<SendOutcome> c) = await InFlight.SendThreeAsync(scenario);
        await scenario.PeerAsync(peer => peer.SendEnd(new AmqpError { Condition = AmqpErrorConditions.InternalError }).ExpectEnd());
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.AcceptSender().ExpectTransfer().ExpectTransfer().SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.OutcomeAsync(c);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_peer_detaches_the_link_with_an_error()
    {
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b, Task<SendOutcome> c) = await InFlight.SendThreeAsync(scenario);
        await scenario.PeerAsync(peer => peer.SendDetach(Busy).ExpectDetach());
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.AcceptAttach().ExpectTransfer().ExpectTransfer().SendDisposition(1, 2, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.OutcomeAsync(c);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_peer_detaches_the_link_without_closing_it()
    {
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b, Task<SendOutcome> c) = await InFlight.SendThreeAsync(scenario);
        await scenario.PeerAsync(peer => peer.SendDetach(closed: false).ExpectDetach());
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.AcceptAttach().ExpectTransfer().ExpectTransfer().SendDisposition(1, 2, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.OutcomeAsync(c);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_peer_detaches_the_link_amid_a_message_that_begins_anew()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.TellBlob("a", 100_000);
        await scenario.PeerAsync(peer => peer.SendFlow(flow => flow with { IncomingWindow = 1, Handle = 0, DeliveryCount = 0, LinkCredit = 10 }).ExpectTransfer());
        await scenario.ExchangeFlowsAsync(incomingWindow: 0);
        await scenario.PeerAsync(peer => peer.SendDetach(Busy).ExpectDetach().AcceptAttach().ExpectDelivery(out _).SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    /// <summary>Two links on one session, which the peer ends with an error that it would end it with again: each link gets a session of its own.</summary>
    [Fact]
    public async Task Two_links_whose_session_is_ended_for_a_lasting_reason()
    {
        await using Scenario scenario = Scenario.Begin(options => options.RetryPolicy = new OthersLater());
        INoteSender others = scenario.GetSender<INoteSender>("others", new SenderOptions { Address = "others" });
        await scenario.OpenAsync();
        Task opened = scenario.Call("open others", "others.OpenAsync()", () => scenario.Client.GetMessageSender(others).OpenAsync());
        await scenario.PeerAsync(peer => peer.AcceptAttach());
        await scenario.EndOfAsync(opened);
        await scenario.PeerAsync(peer => peer.SendEnd(new AmqpError { Condition = AmqpErrorConditions.NotAllowed }).ExpectEnd().Capture(out _).AcceptSessionAnew().AcceptAttach());
        await scenario.AdvanceUntilAsync(scenario.PeerAsync(peer => peer.AcceptSessionAnew().AcceptAttach()), "the other link is attached too");
        Task<SendOutcome> b = scenario.Call("b", "others.TellAsync(\"b\")", () => others.TellAsync(new Note("b")));
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_peer_breaks_the_protocol()
    {
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b, Task<SendOutcome> c) = await InFlight.SendThreeAsync(scenario);
        await scenario.PeerAsync(peer => peer.Send(new Begin { RemoteChannel = 9, NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 }, channel: 5).ExpectClose().ExpectEndOfStream());
        await scenario.OutcomeAsync(a);
        await InFlight.AcceptTwoAnewAsync(scenario);
        await scenario.OutcomeAsync(b);
        await scenario.OutcomeAsync(c);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_peer_sends_what_is_no_frame()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        await scenario.PeerAsync(peer => peer.SendRaw(0, 0, 0, 4, 2, 0, 0, 0).ExpectClose().ExpectEndOfStream());
        await scenario.AcceptSenderAsync();
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_peer_attaches_a_link_and_begins_a_session_of_its_own()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        await scenario.PeerAsync(peer => peer
            .Send(ClientHandshakes.ReceiverAttach("notes") with { Handle = 7 }).ExpectAttach().Capture(out _).ExpectDetach().Respond(new Detach { Handle = 7, Closed = true })
            .Send(new Begin { NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 }, channel: 5).ExpectBegin().Capture(out _).ExpectEnd().Respond(new End(), channel: 5));
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    /// <summary>The two links are attached again one after the other: at the same time, either might be the first.</summary>
    private sealed class OthersLater : AmqpRetryPolicy
    {
        public override AmqpRetryDecision Decide(AmqpRetryContext failure) =>
            AmqpRetryDecision.Retry(failure.Address == "others" ? TimeSpan.FromSeconds(2) : TimeSpan.Zero);
    }
}
