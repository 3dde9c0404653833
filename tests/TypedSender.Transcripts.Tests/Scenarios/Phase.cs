namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>
/// A phase in which a send may end before the peer has decided: how the send "a" gets there, and what comes afterwards, to a second send "b" that is accepted.
/// </summary>
/// <param name="Reach">Brings the send into the phase, and returns it.</param>
/// <param name="GoOn">The peer goes on after the send has ended.</param>
internal sealed record Phase(Func<Scenario, CancellationToken, Task<Task<SendOutcome>>> Reach, Func<Scenario, Task> GoOn)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>What the client is configured to besides.</summary>
    public Action<SendClientOptions> Configure { get; init; } = _ => { };

    /// <summary>What the sender is configured to besides.</summary>
    public Action<SenderOptions> ConfigureSender { get; init; } = _ => { };

    public static Phase Connecting { get; } = new(
        async (scenario, token) =>
        {
            Task<SendOutcome> a = scenario.Tell("a", token);
            await scenario.AcceptAsync();
            await scenario.PeerAsync(peer => peer.ExpectBytes(FrameEncoder.SaslHeader));
            return a;
        },
        async scenario =>
        {
            await scenario.PeerAsync(peer => peer
                .SendRaw(FrameEncoder.SaslHeader).SendMechanisms("ANONYMOUS").ExpectSaslInit().SendSaslOutcome(SaslCode.Ok)
                .ExpectHeader().ExpectOpen().Respond().AcceptSender());
            await SendAsync(scenario, 0);
        });

    public static Phase Attaching { get; } = new(
        async (scenario, token) =>
        {
            Task<SendOutcome> a = scenario.Tell("a", token);
            await scenario.AcceptAsync();
            await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSession().ExpectAttach());
            return a;
        },
        async scenario =>
        {
            await scenario.PeerAsync(peer => peer.Send(connection => Expectations.Mirror((Attach)connection.LastFrame!.Performative!)).SendCredit(10));
            await SendAsync(scenario, 0);
        });

    public static Phase WaitingForCredit { get; } = new(
        async (scenario, token) =>
        {
            await scenario.OpenAsync(credit: 0);
            Task<SendOutcome> a = scenario.Tell("a", token);
            await scenario.ExchangeFlowsAsync();
            return a;
        },
        async scenario =>
        {
            await scenario.PeerAsync(peer => peer.SendCredit(10));
            await scenario.ExchangeFlowsAsync();
            await SendAsync(scenario, 0);
        });

    public static Phase WaitingForWindow { get; } = new(
        async (scenario, token) =>
        {
            await scenario.OpenAsync();
            await scenario.ExchangeFlowsAsync(incomingWindow: 0);
            Task<SendOutcome> a = scenario.Tell("a", token);
            await scenario.ExchangeFlowsAsync(incomingWindow: 0);
            return a;
        },
        async scenario =>
        {
            await scenario.ExchangeFlowsAsync();
            await SendAsync(scenario, 0);
        });

    public static Phase InPartSent { get; } = new(
        async (scenario, token) =>
        {
            await scenario.OpenAsync(credit: 0);
            Task<SendOutcome> a = scenario.TellBlob("a", 100_000, token);
            await scenario.PeerAsync(peer => peer.SendFlow(flow => flow with { IncomingWindow = 1, Handle = 0, DeliveryCount = 0, LinkCredit = 10 }).ExpectTransfer());
            await scenario.ExchangeFlowsAsync(incomingWindow: 0);
            return a;
        },
        async scenario =>
        {
            await scenario.PeerAsync(peer => peer.SendWindow(2048).ExpectTransfer().Where(transfer => transfer.Aborted));
            await SendAsync(scenario, 1);
        });

    public static Phase WaitingForMaxInFlight { get; } = new(
        async (scenario, token) =>
        {
            await scenario.OpenAsync();
            _ = scenario.Tell("first");
            await scenario.PeerAsync(peer => peer.ExpectTransfer());
            Task<SendOutcome> a = scenario.Tell("a", token);
            await scenario.ExchangeFlowsAsync();
            return a;
        },
        async scenario =>
        {
            await scenario.PeerAsync(peer => peer.SendDisposition(0, null, Accepted.Instance));
            await scenario.OutcomeAsync("first");
            await scenario.ExchangeFlowsAsync();
            await SendAsync(scenario, 1);
        })
    {
        ConfigureSender = options => options.MaxInFlight = 1,
    };

    public static Phase WaitingForOutcome { get; } = new(
        async (scenario, token) =>
        {
            await scenario.OpenAsync();
            Task<SendOutcome> a = scenario.Tell("a", token);
            await scenario.PeerAsync(peer => peer.ExpectTransfer());
            return a;
        },
        async scenario =>
        {
            // The verdict comes after the send has ended.
            await scenario.PeerAsync(peer => peer.SendDisposition(0, null, Accepted.Instance));
            await scenario.ExchangeFlowsAsync();
            await SendAsync(scenario, 1);
        });

    public static Phase WaitingForOutcomeOfWhatIsRetained { get; } = WaitingForOutcome with { ConfigureSender = options => options.Retention = MessageRetention.UntilSettled };

    public static Phase Reconnecting { get; } = new(
        async (scenario, token) =>
        {
            await scenario.OpenAsync();
            await scenario.LoseConnectionAsync();
            await scenario.WaitForAsync(SendClientState.Reconnecting);
            return scenario.Tell("a", token);
        },
        async scenario =>
        {
            await scenario.AdvanceUntilAsync(scenario.AcceptAsync(), "connection 2 comes");
            await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSender());
            await SendAsync(scenario, 0);
        })
    {
        Configure = options => options.RetryPolicy = new SteadyPolicy(Pause),
    };

    public static Phase Reattaching { get; } = new(
        async (scenario, token) =>
        {
            await scenario.OpenAsync();
            await scenario.PeerAsync(peer => peer.SendDetach(new AmqpError { Condition = AmqpErrorConditions.DetachForced }).ExpectDetach());
            await scenario.WaitForAsync(MessageSenderState.Recovering);
            return scenario.Tell("a", token);
        },
        async scenario =>
        {
            await scenario.AdvanceUntilAsync(scenario.PeerAsync(peer => peer.AcceptAttach()), "the link is attached again");
            await SendAsync(scenario, 0);
        })
    {
        Configure = options => options.RetryPolicy = new SteadyPolicy(Pause),
    };

    /// <summary>Retained, and rejected for the peer's load: it rests before it is sent again.</summary>
    public static Phase WaitingForResend { get; } = new(
        async (scenario, token) =>
        {
            await scenario.OpenAsync();
            Task<SendOutcome> a = scenario.Tell("a", token);
            await scenario.PeerAsync(peer => peer.ExpectTransfer()
                .SendDisposition(0, null, new Rejected { Error = new AmqpError { Condition = AmqpErrorConditions.ResourceLimitExceeded } }));
            await scenario.ExchangeFlowsAsync();
            return a;
        },
        async scenario =>
        {
            scenario.Advance(Pause + Pause);
            await scenario.ExchangeFlowsAsync();
            await SendAsync(scenario, 1);
        })
    {
        Configure = options => options.RetryPolicy = new SteadyPolicy(Pause),
        ConfigureSender = options => options.Retention = MessageRetention.UntilSettled,
    };

    /// <summary>Sends "b", and has it accepted.</summary>
    private static async Task SendAsync(Scenario scenario, uint deliveryId)
    {
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(deliveryId, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
    }
}
