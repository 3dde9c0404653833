using System.Net;

namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>How a connection comes about, or not: hosts, login, virtual hosts.</summary>
public sealed class Connecting
{
    private static readonly Open RabbitMq = Handshakes.DefaultOpen with
    {
        Properties = new AmqpMap { [new AmqpSymbol("product")] = "RabbitMQ", [new AmqpSymbol("version")] = "4.0.1" },
    };

    [Fact]
    public async Task The_connection_is_closed_in_answer_to_its_open_frame()
    {
        await using Scenario scenario = Scenario.Begin(options => options.RetryPolicy = AmqpRetryPolicy.None);
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection()
            .ExpectBegin().SendClose(new AmqpError { Condition = AmqpErrorConditions.NotAllowed, Description = "too many of you" }).ExpectClose().CloseOutput().ExpectEndOfStream());
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Nobody_listens_then_the_next_send_connects()
    {
        using PeerListener late = new(ScriptedPeer.Bind());
        await using Scenario scenario = Scenario.Begin(options =>
        {
            (options.ConnectStream, options.Host, options.Port) = (null, "127.0.0.1", late.Port);
            options.RetryPolicy = new NoDelays();
        });
        scenario.Transcript.Ids.Name($":{late.Port}", ":port1");
        await scenario.OutcomeAsync(scenario.Tell("a"));
        late.Listen();
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.AcceptAsync(late);
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSender().ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_delegate_that_connects_fails()
    {
        await using Scenario scenario = Scenario.Begin(options =>
        {
            options.ConnectStream = (_, _) => throw new InvalidOperationException("no network today");
            options.RetryPolicy = AmqpRetryPolicy.None;
        });
        Task opened = scenario.Call("open", "client.OpenAsync()", () => scenario.Client.OpenAsync());
        await scenario.EndOfAsync(opened);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_first_connection_is_tried_again_after_a_pause()
    {
        int attempts = 0;
        await using Scenario scenario = Scenario.Begin(options =>
        {
            Func<BrokerEndpoint, CancellationToken, ValueTask<Stream>> connect = options.ConnectStream!;
            options.ConnectStream = (endpoint, token) => ++attempts == 1 ? throw new IOException("no network yet") : connect(endpoint, token);
            options.RetryPolicy = new SteadyPolicy(TimeSpan.FromSeconds(2));
        });
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AdvanceUntilAsync(scenario.AcceptAsync(), "connection 1 comes");
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSender().ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_second_of_several_hosts_answers_and_after_its_loss_the_third()
    {
        using PeerListener first = new(ScriptedPeer.Bind());
        using PeerListener second = PeerListener.Start();
        using PeerListener third = PeerListener.Start();
        await using Scenario scenario = Scenario.Begin(options =>
        {
            (options.ConnectStream, options.Host) = (null, null);
            options.Hosts.Add($"127.0.0.1:{first.Port}");
            options.Hosts.Add($"127.0.0.1:{second.Port}");
            options.Hosts.Add($"127.0.0.1:{third.Port}");
        });
        scenario.Transcript.Ids.Name($":{first.Port}", ":port1");
        scenario.Transcript.Ids.Name($":{second.Port}", ":port2");
        scenario.Transcript.Ids.Name($":{third.Port}", ":port3");
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync(second, " at the second host");
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSender().ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.LoseConnectionAsync();
        await scenario.AcceptAsync(third, " at the third host");
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSender());
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_user_logs_in()
    {
        await using Scenario scenario = Scenario.Begin(LogIn);
        await scenario.OpenAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_user_is_refused()
    {
        await using Scenario scenario = Scenario.Begin(LogIn);
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.ExpectSaslHeader().SendMechanisms("PLAIN").ExpectSaslInit().SendSaslOutcome(SaslCode.Auth).ExpectEndOfStream());
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task No_mechanism_is_offered_that_fits()
    {
        await using Scenario scenario = Scenario.Begin(LogIn);
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.ExpectSaslHeader().SendMechanisms("GSSAPI", "ANONYMOUS").ExpectEndOfStream());
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_peer_speaks_another_protocol()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.ExpectBytes(FrameEncoder.SaslHeader).SendRaw("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()).ExpectEndOfStream());
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task RabbitMQ_is_connected_anew_with_the_other_form_of_the_virtual_host()
    {
        await using Scenario scenario = Scenario.Begin(options => options.VirtualHost = "prod");
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(RabbitMq).ExpectClose().Respond().ExpectEndOfStream());
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(RabbitMq).AcceptSender().ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task A_peer_that_hangs_up_is_connected_anew_with_the_other_form_of_the_virtual_host()
    {
        await using Scenario scenario = Scenario.Begin(options => options.VirtualHost = "prod");
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptHeaders().ExpectOpen());
        await scenario.LoseConnectionAsync();
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(RabbitMq).AcceptSender().ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Not_in_time()
    {
        await using Scenario scenario = Scenario.Begin(options => (options.OpenTimeout, options.RetryPolicy) = (TimeSpan.FromSeconds(15), AmqpRetryPolicy.None));
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptHeaders().ExpectOpen());
        scenario.Advance(TimeSpan.FromSeconds(15));
        await scenario.PeerAsync(peer => peer.ExpectEndOfStream());
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_connection_is_redirected()
    {
        AmqpMap info = new() { [new AmqpSymbol("hostname")] = "other", [new AmqpSymbol("network-host")] = "other", [new AmqpSymbol("port")] = 5673 };
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection().ExpectBegin()
            .SendClose(new AmqpError { Condition = AmqpErrorConditions.ConnectionRedirect, Info = info }).ExpectClose().CloseOutput().ExpectEndOfStream());
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    private static void LogIn(SendClientOptions options)
    {
        options.Host = IPAddress.Loopback.ToString();
        options.UserName = "guest";
        options.Password = "guest";
        options.RetryPolicy = AmqpRetryPolicy.None;
    }

    /// <summary>Never tries again by itself, and lets the next send try again at once.</summary>
    private sealed class NoDelays : AmqpRetryPolicy
    {
        public NoDelays() => MinDelay = TimeSpan.Zero;

        public override AmqpRetryDecision Decide(AmqpRetryContext failure) => AmqpRetryDecision.Stop;
    }
}
