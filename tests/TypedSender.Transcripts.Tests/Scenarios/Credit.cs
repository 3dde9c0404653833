namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>Link credit (AMQP 1.0, 2.6.7): late, little, taken back, to be drained.</summary>
public sealed class Credit
{
    [Fact]
    public async Task Comes_late()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.ExchangeFlowsAsync();
        scenario.WritePending();
        await scenario.PeerAsync(peer => peer.SendCredit(10).ExpectTransfer().ExpectTransfer().SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Comes_one_at_a_time()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome>[] sends = [scenario.Tell("a"), scenario.Tell("b"), scenario.Tell("c")];
        for (int i = 0; i < sends.Length; i++)
        {
            await scenario.PeerAsync(peer => peer.SendCredit(1).ExpectTransfer());
            await scenario.ExchangeFlowsAsync();
        }

        await scenario.PeerAsync(peer => peer.SendDisposition(0, 2, Accepted.Instance));
        foreach (Task<SendOutcome> send in sends)
        {
            await scenario.OutcomeAsync(send);
        }

        await scenario.EndAsync();
    }

    [Fact]
    public async Task Is_taken_back()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 10);
        await scenario.PeerAsync(peer => peer.SendCredit(0));
        await scenario.ExchangeFlowsAsync();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.ExchangeFlowsAsync();
        await scenario.PeerAsync(peer => peer.SendCredit(1).ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Is_counted_from_before_what_is_under_way()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 2);
        Task<SendOutcome>[] sends = [scenario.Tell("a"), scenario.Tell("b"), scenario.Tell("c"), scenario.Tell("d")];
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer());

        // Three from the first on: two of them are gone already.
        await scenario.PeerAsync(peer => peer.SendFlow(flow => flow with { Handle = 0, DeliveryCount = 0, LinkCredit = 3 }).ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        await scenario.PeerAsync(peer => peer.SendCredit(5, echo: true).ExpectFlow().Capture(out _).ExpectTransfer());
        await scenario.PeerAsync(peer => peer.SendDisposition(0, 3, Accepted.Instance));
        foreach (Task<SendOutcome> send in sends)
        {
            await scenario.OutcomeAsync(send);
        }

        await scenario.EndAsync();
    }

    [Fact]
    public async Task Is_drained_with_nothing_to_send()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 0);
        await scenario.PeerAsync(peer => peer.SendCredit(10, drain: true).ExpectFlow());
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.ExchangeFlowsAsync();
        await scenario.PeerAsync(peer => peer.SendCredit(1).ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Is_drained_by_what_waits_and_then_by_a_flow()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.PeerAsync(peer => peer.SendCredit(5, drain: true).ExpectTransfer().ExpectTransfer().ExpectFlow().Capture(out _));
        await scenario.PeerAsync(peer => peer.SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Is_drained_with_max_in_flight_reached()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { MaxInFlight = 1 });
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.PeerAsync(peer => peer.SendCredit(5, drain: true).ExpectTransfer().ExpectFlow());
        await scenario.PeerAsync(peer => peer.SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.ExchangeFlowsAsync();
        await scenario.PeerAsync(peer => peer.SendCredit(1).ExpectTransfer().SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Is_there_and_max_in_flight_reached()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { MaxInFlight = 1 });
        await scenario.OpenAsync();
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        await scenario.PeerAsync(peer => peer.SendDisposition(0, null, Accepted.Instance).ExpectTransfer().SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    /// <summary>The sends of all that fill the link have ended without a verdict: ten seconds later the link is attached anew, under another name.</summary>
    [Fact]
    public async Task Is_of_no_use_on_a_link_whose_peer_settles_nothing()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { MaxInFlight = 1, SendTimeout = TimeSpan.FromSeconds(20) });
        await scenario.OpenAsync();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        scenario.Advance(TimeSpan.FromMilliseconds(20_040));
        await scenario.OutcomeAsync(a);
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.ExchangeFlowsAsync();
        scenario.Advance(TimeSpan.FromMilliseconds(10_040));

        // Answered later, or the new link might have the handle of the old one, or not.
        await scenario.PeerAsync(peer => peer.ExpectDetach().Capture(out _).AcceptAttach()
            .Send(new Detach { Handle = 0, Closed = true }).ExpectTransfer().SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }
}
