namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>How a session and a link come about, or not.</summary>
public sealed class Opening
{
    [Fact]
    public async Task The_link_is_refused()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSession()
            .ExpectAttach().Refuse(new AmqpError { Condition = AmqpErrorConditions.NotFound, Description = "no such queue" }).ExpectDetach());
        await scenario.OutcomeAsync(a);
        await SendOnNewLinkAsync(scenario, "b");
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_link_is_refused_for_now_and_attached_again()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSession()
            .ExpectAttach().Refuse(new AmqpError { Condition = AmqpErrorConditions.ResourceLocked }).ExpectDetach()
            .AcceptAttach().ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_session_is_ended_before_the_link_is_attached()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSession()
            .ExpectAttach().SendEnd(new AmqpError { Condition = AmqpErrorConditions.UnauthorizedAccess, Description = "not for you" }).ExpectEnd());
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_capability_is_missing()
    {
        await using Scenario scenario = Scenario.Begin();
        IDemandingSender demanding = scenario.GetSender<IDemandingSender>("demanding");
        Task<SendOutcome> a = scenario.Call("a", "demanding.TellAsync(\"a\")", () => demanding.TellAsync(new Note("a")));
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSender().ExpectDetach().Respond());
        await scenario.OutcomeAsync(a);
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_link_is_redirected()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        AmqpMap info = new() { [new AmqpSymbol("hostname")] = "other", [new AmqpSymbol("network-host")] = "other", [new AmqpSymbol("port")] = 5673, [new AmqpSymbol("address")] = "there" };
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSession()
            .ExpectAttach().Refuse(new AmqpError { Condition = AmqpErrorConditions.LinkRedirect, Info = info }).ExpectDetach());
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_link_is_not_attached_in_time()
    {
        await using Scenario scenario = Scenario.Begin(options => options.OpenTimeout = TimeSpan.FromSeconds(15));
        Task opened = scenario.Call("open", "OpenAsync()", () => scenario.Sender.OpenAsync());
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSession().ExpectAttach());
        scenario.Advance(TimeSpan.FromMilliseconds(15_040));
        await scenario.EndOfAsync(opened);
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Both_of_two_senders_share_a_session()
    {
        await using Scenario scenario = Scenario.Begin();
        INoteSender others = scenario.GetSender<INoteSender>("others", new SenderOptions { Address = "others" });
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.Call("b", "others.TellAsync(\"b\")", () => others.TellAsync(new Note("b")));
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSession()
            .AcceptAttach(credit: 0).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { Handle = 1, DeliveryCount = 0, LinkCredit = 5 }).ExpectTransfer()
            .SendFlow(flow => flow with { Handle = 0, DeliveryCount = 0, LinkCredit = 5 }).ExpectTransfer()
            .SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    private static async Task SendOnNewLinkAsync(Scenario scenario, string text)
    {
        Task<SendOutcome> send = scenario.Tell(text);
        await scenario.PeerAsync(peer => peer.AcceptAttach().ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(send);
    }
}
