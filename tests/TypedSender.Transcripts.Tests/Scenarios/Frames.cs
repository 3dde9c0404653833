namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>Messages that need several frames, the session's window (AMQP 1.0, 2.5.6), and bytes that are borrowed from the caller.</summary>
public sealed class Frames
{
    /// <summary>The smallest that a peer may ask for (AMQP 1.0, 2.7.1).</summary>
    private static readonly Open Small = Handshakes.DefaultOpen with { MaxFrameSize = 512 };

    [Fact]
    public async Task Three_for_a_message()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.TellBlob("a", 1200);
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(Small).AcceptSender().ExpectDelivery(out _).SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Three_for_a_settled_message()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        Task<SendOutcome> a = scenario.TellBlob("a", 1200);
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(Small).AcceptSender().ExpectDelivery(out _));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task As_many_as_the_window_lets_through()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.TellBlob("a", 1200);
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(Small).AcceptSession(incomingWindow: 2).AcceptAttach(credit: 0).SendFlow(Granting(window: 2))
            .ExpectTransfer().ExpectTransfer());
        await scenario.ExchangeFlowsAsync(incomingWindow: 0);
        await scenario.PeerAsync(peer => peer.SendWindow(1).ExpectTransfer());
        await scenario.ExchangeFlowsAsync(incomingWindow: 0);
        await scenario.PeerAsync(peer => peer.SendWindow(1).ExpectTransfer().SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Of_two_links_take_turns()
    {
        await using Scenario scenario = Scenario.Begin();
        INoteSender others = scenario.GetSender<INoteSender>("others", new SenderOptions { Address = "others" });
        await OpenBothAsync(scenario, others, Small);
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendBothAsync(scenario, others);
        await scenario.PeerAsync(peer => peer.Repeat(6, steps => steps.ExpectTransfer()).SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Of_two_links_stay_together_for_a_peer_that_cannot_take_turns()
    {
        Open early = Small with { Properties = new AmqpMap { [new AmqpSymbol("product")] = "RabbitMQ", [new AmqpSymbol("version")] = "3.10.8" } };
        await using Scenario scenario = Scenario.Begin();
        INoteSender others = scenario.GetSender<INoteSender>("others", new SenderOptions { Address = "others" });
        await OpenBothAsync(scenario, others, early);
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendBothAsync(scenario, others);
        await scenario.PeerAsync(peer => peer.Repeat(6, steps => steps.ExpectTransfer()).SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Bytes_that_are_borrowed()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Task<SendOutcome> a = scenario.TellBlob("a", 100_000);
        await scenario.PeerAsync(peer => peer.ExpectDelivery(out _).SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    /// <summary>The caller may use its bytes again as soon as the send has ended, though a part of them has yet to be aborted.</summary>
    [Fact]
    public async Task Bytes_that_are_borrowed_and_cancelled_half_way()
    {
        await using Scenario scenario = Scenario.Begin();
        using CancellationTokenSource cancellation = new();
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.TellBlob("a", 100_000, cancellation.Token);
        await scenario.PeerAsync(peer => peer.SendFlow(Granting(window: 1)).ExpectTransfer());
        await scenario.ExchangeFlowsAsync(incomingWindow: 0);
        scenario.Cancel(cancellation, "a");
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.SendWindow(10).ExpectTransfer());
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Bytes_that_are_borrowed_and_in_part_sent_when_the_connection_is_lost()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.TellBlob("a", 100_000);
        await scenario.PeerAsync(peer => peer.SendFlow(Granting(window: 1)).ExpectTransfer());
        await scenario.ExchangeFlowsAsync(incomingWindow: 0);
        await scenario.LoseConnectionAsync();
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectDelivery(out _).SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Bytes_that_are_borrowed_and_retained_are_sent_again()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { RetryIndeterminate = true });
        await scenario.OpenAsync();
        Task<SendOutcome> a = scenario.TellBlob("a", 20_000);
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.LoseConnectionAsync();
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, new Rejected { Error = new AmqpError { Condition = AmqpErrorConditions.ResourceLimitExceeded } }));
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Bytes_that_are_borrowed_for_a_settled_message()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        await scenario.OpenAsync();
        Task<SendOutcome> a = scenario.TellBlob("a", 20_000);
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_verdict_before_the_last_one()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.TellBlob("a", 100_000);
        await scenario.PeerAsync(peer => peer.SendFlow(Granting(window: 1)).ExpectTransfer()
            .SendDisposition(0, null, new Rejected { Error = new AmqpError { Condition = AmqpErrorConditions.ResourceLimitExceeded } }));
        await scenario.ExchangeFlowsAsync(incomingWindow: 0);
        scenario.WritePending();
        await scenario.PeerAsync(peer => peer.SendWindow(10).ExpectTransfer());
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    private static Func<Flow, Flow> Granting(uint window) => flow => flow with { IncomingWindow = window, Handle = 0, DeliveryCount = 0, LinkCredit = 10 };

    private static async Task OpenBothAsync(Scenario scenario, INoteSender others, Open open)
    {
        Task opened = scenario.Call("open", "OpenAsync()", () => scenario.Sender.OpenAsync());
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(open).AcceptSession().AcceptAttach());
        await scenario.EndOfAsync(opened);
        Task openedToo = scenario.Call("open others", "others.OpenAsync()", () => scenario.Client.GetMessageSender(others).OpenAsync());
        await scenario.PeerAsync(peer => peer.AcceptAttach());
        await scenario.EndOfAsync(openedToo);
    }

    /// <summary>One message of three frames on each link, none of which can leave before both are there.</summary>
    private static async Task<(Task<SendOutcome> A, Task<SendOutcome> B)> SendBothAsync(Scenario scenario, INoteSender others)
    {
        await scenario.ExchangeFlowsAsync(incomingWindow: 0);
        Task<SendOutcome> a = scenario.TellBlob("a", 1200);
        Task<SendOutcome> b = scenario.Call("b", "others.TellBlobAsync(1200 bytes)", () => others.TellBlobAsync(Blobs.Make(1200)));
        await scenario.PeerAsync(peer => peer.SendWindow(2048));
        return (a, b);
    }
}
