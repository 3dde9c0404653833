namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>How sender and client are closed: nothing new, then what is on its way, then the link or the connection.</summary>
public sealed class Closing
{
    [Fact]
    public async Task A_client_that_was_never_connected()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_client_waits_for_what_is_on_its_way()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 1);
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendTwoAsync(scenario);
        Task<SendCloseReport> closed = scenario.Call("close", "CloseAsync()", () => scenario.Client.CloseAsync());
        await scenario.EndOfAsync(scenario.Call("c", "TellAsync(\"c\")", () => Task.Run(() => scenario.Notes.TellAsync(new Note("c")))));
        await scenario.PeerAsync(peer => peer.SendDisposition(0, null, Accepted.Instance).SendCredit(1).ExpectTransfer().SendDisposition(1, null, Released.Instance)
            .ExpectClose().Respond().ExpectEndOfStream());
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.ReportOfAsync(closed);
        await scenario.CompareAsync();
    }

    [Fact]
    public async Task The_client_waits_no_longer_than_its_drain_time_out()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 1);
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendTwoAsync(scenario);
        Task<SendCloseReport> closed = scenario.Call("close", "CloseAsync()", () => scenario.Client.CloseAsync());
        scenario.Advance(TimeSpan.FromSeconds(5));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.PeerAsync(peer => peer.ExpectClose().Respond().ExpectEndOfStream());
        await scenario.ReportOfAsync(closed);
        await scenario.CompareAsync();
    }

    [Fact]
    public async Task The_close_frame_is_never_answered()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Task<SendCloseReport> closed = scenario.Call("close", "CloseAsync()", () => scenario.Client.CloseAsync());
        await scenario.PeerAsync(peer => peer.ExpectClose());
        await scenario.AdvanceUntilAsync(closed, "the client is closed");
        await scenario.PeerAsync(peer => peer.ExpectEndOfStream());
        await scenario.ReportOfAsync(closed);
        await scenario.CompareAsync();
    }

    [Fact]
    public async Task Client_and_peer_close_at_the_same_time()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Task<SendCloseReport> closed = scenario.Call("close", "CloseAsync()", () => scenario.Client.CloseAsync());
        await scenario.PeerAsync(peer => peer.ExpectClose().SendClose(new AmqpError { Condition = AmqpErrorConditions.ConnectionForced }).ExpectEndOfStream());
        await scenario.ReportOfAsync(closed);
        await scenario.CompareAsync();
    }

    [Fact]
    public async Task The_client_is_closed_while_it_connects()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptHeaders().ExpectOpen());
        Task<SendCloseReport> closed = scenario.Call("close", "CloseAsync()", () => scenario.Client.CloseAsync());
        scenario.Advance(TimeSpan.FromSeconds(5));
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.ExpectClose().Send(Handshakes.DefaultOpen).Send(new Close()).ExpectEndOfStream());
        await scenario.ReportOfAsync(closed);
        await scenario.CompareAsync();
    }

    [Fact]
    public async Task The_client_is_closed_while_it_pauses_before_it_reconnects()
    {
        await using Scenario scenario = Scenario.Begin(options => options.RetryPolicy = new SteadyPolicy(TimeSpan.FromSeconds(60)));
        await scenario.OpenAsync();
        await scenario.LoseConnectionAsync();
        await scenario.WaitForAsync(SendClientState.Reconnecting);
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendCloseReport> closed = scenario.Call("close", "CloseAsync()", () => scenario.Client.CloseAsync());
        scenario.Advance(TimeSpan.FromSeconds(5));
        await scenario.OutcomeAsync(a);
        await scenario.ReportOfAsync(closed);
        await scenario.CompareAsync();
    }

    [Fact]
    public async Task A_sender_is_closed_and_another_one_follows()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 1);
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendTwoAsync(scenario);
        Task<SendCloseReport> closed = scenario.Call("close", "notes.CloseAsync()", () => scenario.Sender.CloseAsync());
        await scenario.PeerAsync(peer => peer.SendDisposition(0, null, Accepted.Instance).SendCredit(1).ExpectTransfer().SendDisposition(1, null, Accepted.Instance)
            .ExpectDetach().Respond());
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.ReportOfAsync(closed);
        INoteSender next = scenario.GetSender<INoteSender>("next");
        Task<SendOutcome> c = scenario.Call("c", "next.TellAsync(\"c\")", () => next.TellAsync(new Note("c")));
        await scenario.PeerAsync(peer => peer.AcceptAttach().ExpectTransfer().SendDisposition(2, null, Accepted.Instance));
        await scenario.OutcomeAsync(c);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_sender_waits_no_longer_than_its_token()
    {
        await using Scenario scenario = Scenario.Begin();
        using CancellationTokenSource cancellation = new();
        await scenario.OpenAsync(credit: 1);
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendTwoAsync(scenario);
        Task<SendCloseReport> closed = scenario.Call("close", "notes.CloseAsync()", () => scenario.Sender.CloseAsync(cancellation.Token));
        scenario.Cancel(cancellation, "close");
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.PeerAsync(peer => peer.ExpectDetach().Respond());
        await scenario.ReportOfAsync(closed);
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_sender_and_its_peer_detach_at_the_same_time()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Task<SendCloseReport> closed = scenario.Call("close", "notes.CloseAsync()", () => scenario.Sender.CloseAsync());
        await scenario.PeerAsync(peer => peer.ExpectDetach().SendDetach(new AmqpError { Condition = AmqpErrorConditions.DetachForced }));
        await scenario.ReportOfAsync(closed);
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_sender_is_closed_amid_a_message()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.TellBlob("a", 100_000);
        await scenario.PeerAsync(peer => peer.SendFlow(flow => flow with { IncomingWindow = 1, Handle = 0, DeliveryCount = 0, LinkCredit = 10 }).ExpectTransfer());
        await scenario.ExchangeFlowsAsync(incomingWindow: 0);
        Task<SendCloseReport> closed = scenario.Call("close", "notes.CloseAsync()", () => scenario.Sender.CloseAsync());
        scenario.Advance(TimeSpan.FromSeconds(5));
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.ExpectDetach().Respond());
        await scenario.ReportOfAsync(closed);
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_client_is_closed_amid_a_message()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.TellBlob("a", 100_000);
        await scenario.PeerAsync(peer => peer.SendFlow(flow => flow with { IncomingWindow = 1, Handle = 0, DeliveryCount = 0, LinkCredit = 10 }).ExpectTransfer());
        await scenario.ExchangeFlowsAsync(incomingWindow: 0);
        Task<SendCloseReport> closed = scenario.Call("close", "CloseAsync()", () => scenario.Client.CloseAsync());
        scenario.Advance(TimeSpan.FromSeconds(5));
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.ExpectClose().Respond().ExpectEndOfStream());
        await scenario.ReportOfAsync(closed);
        await scenario.CompareAsync();
    }

    /// <summary>"a" has left and lacks its verdict; "b" waits for credit.</summary>
    private static async Task<(Task<SendOutcome> A, Task<SendOutcome> B)> SendTwoAsync(Scenario scenario)
    {
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.ExchangeFlowsAsync();
        return (a, b);
    }
}
