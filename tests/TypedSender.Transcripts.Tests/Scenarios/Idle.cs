namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>Idle time-outs of both sides (AMQP 1.0, 2.4.5).</summary>
public sealed class Idle
{
    [Fact]
    public async Task Empty_frames_keep_the_peer_awake()
    {
        await using Scenario scenario = Scenario.Begin();
        Task opened = scenario.Call("open", "OpenAsync()", () => scenario.Sender.OpenAsync());
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(Handshakes.DefaultOpen with { IdleTimeOut = 20_000 }).AcceptSender());
        await scenario.EndOfAsync(opened);
        await scenario.ExchangeFlowsAsync();

        // What was sent last is noted at the first tick, so that the first empty frame follows at the second.
        scenario.Advance(TimeSpan.FromSeconds(5));
        for (int frame = 0; frame < 3; frame++)
        {
            scenario.Advance(TimeSpan.FromSeconds(5));
            await scenario.PeerAsync(peer => peer.ExpectEmptyFrame());
        }

        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        scenario.Advance(TimeSpan.FromSeconds(5));
        scenario.Advance(TimeSpan.FromSeconds(5));
        await scenario.PeerAsync(peer => peer.ExpectEmptyFrame());
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_peer_that_is_silent_is_given_up()
    {
        await using Scenario scenario = Scenario.Begin(options => options.IdleTimeout = TimeSpan.FromSeconds(20));
        await scenario.OpenAsync(credit: 1);
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.ExchangeFlowsAsync();
        scenario.Advance(TimeSpan.FromSeconds(21));
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.ExpectEndOfStream());
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_peer_that_sends_empty_frames_is_kept()
    {
        await using Scenario scenario = Scenario.Begin(options => options.IdleTimeout = TimeSpan.FromSeconds(20));
        await scenario.OpenAsync();
        for (int frame = 0; frame < 3; frame++)
        {
            // The answer shows that the empty frame has been taken in before the clock moves on.
            await scenario.PeerAsync(peer => peer.SendRaw(FrameEncoder.EmptyFrame));
            await scenario.ExchangeFlowsAsync();
            scenario.Advance(TimeSpan.FromSeconds(15));
        }

        await scenario.EndAsync();
    }
}
