namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>Messages and frames that are too large, and too many of them.</summary>
public sealed class Limits
{
    [Fact]
    public async Task A_message_larger_than_the_peer_takes()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenLimitedAsync(maxMessageSize: 100);
        await scenario.OutcomeAsync(scenario.TellBlob("a", 200));
        await SendAsync(scenario, "b");
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_waiting_message_that_turns_out_to_be_larger_than_the_peer_takes()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.TellBlob("a", 200);
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.OpenLimitedAsync(maxMessageSize: 100);
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_message_larger_than_the_sender_may_send()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { MaxMessageSize = 100 });
        await scenario.OutcomeAsync(scenario.TellBlob("a", 200));
        await scenario.OpenAsync();
        await SendAsync(scenario, "b");
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_message_larger_than_the_queue()
    {
        await using Scenario scenario = Scenario.Begin(options => options.MaxPendingBytes = 1000);
        await scenario.OpenAsync();
        await scenario.OutcomeAsync(scenario.TellBlob("a", 1200));
        await SendAsync(scenario, "b");
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_queue_that_is_full()
    {
        await using Scenario scenario = Scenario.Begin(options => options.MaxPendingBytes = 1000);
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.OutcomeAsync(scenario.Tell("c"));
        await scenario.PeerAsync(peer => peer.SendCredit(1).ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        Task<SendOutcome> d = scenario.Tell("d");
        await scenario.PeerAsync(peer => peer.SendCredit(2).ExpectTransfer().ExpectTransfer().SendDisposition(0, 2, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.OutcomeAsync(d);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_queue_that_is_full_of_what_is_retained()
    {
        await using Scenario scenario = Scenario.Begin(options => options.MaxPendingBytes = 1000, new SenderOptions { Retention = MessageRetention.UntilSettled });
        await scenario.OpenAsync();
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.OutcomeAsync(scenario.Tell("c"));
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task An_attach_frame_larger_than_the_peer_takes()
    {
        await using Scenario scenario = Scenario.Begin();
        INoteSender wordy = scenario.GetSender<INoteSender>("wordy", new SenderOptions { LinkProperties = { ["words"] = new string('w', 600) } });
        Task<SendOutcome> a = scenario.Call("a", "wordy.TellAsync(\"a\")", () => wordy.TellAsync(new Note("a")));
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(Handshakes.DefaultOpen with { MaxFrameSize = 512 }).AcceptSession());
        await scenario.OutcomeAsync(a);
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_session_without_a_further_handle_is_followed_by_another()
    {
        await using Scenario scenario = Scenario.Begin();
        INoteSender others = scenario.GetSender<INoteSender>("others", new SenderOptions { Address = "others" });
        await OpenWithOneHandleAsync(scenario, Handshakes.DefaultOpen);
        Task<SendOutcome> b = scenario.Call("b", "others.TellAsync(\"b\")", () => others.TellAsync(new Note("b")));
        await scenario.PeerAsync(peer => peer.ExpectBegin().Then(connection => connection.Channel = 1).Send(new Begin { RemoteChannel = 1, NextOutgoingId = 0, IncomingWindow = 2048, OutgoingWindow = 2048 })
            .AcceptAttach().ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_connection_without_a_further_channel()
    {
        await using Scenario scenario = Scenario.Begin();
        INoteSender others = scenario.GetSender<INoteSender>("others", new SenderOptions { Address = "others" });
        await OpenWithOneHandleAsync(scenario, Handshakes.DefaultOpen with { ChannelMax = 0 });
        Task<SendOutcome> b = scenario.Call("b", "others.TellAsync(\"b\")", () => others.TellAsync(new Note("b")));
        await scenario.OutcomeAsync(b);
        await SendAsync(scenario, "a");
        await scenario.EndAsync();
    }

    private static async Task SendAsync(Scenario scenario, string text)
    {
        Task<SendOutcome> send = scenario.Tell(text);
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(send);
    }

    private static async Task OpenWithOneHandleAsync(Scenario scenario, Open open)
    {
        Task opened = scenario.Call("open", "OpenAsync()", () => scenario.Sender.OpenAsync());
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(open)
            .ExpectBegin().Respond(new Begin { RemoteChannel = 0, NextOutgoingId = 0, IncomingWindow = 2048, OutgoingWindow = 2048, HandleMax = 0 })
            .AcceptAttach());
        await scenario.EndOfAsync(opened);
    }
}
