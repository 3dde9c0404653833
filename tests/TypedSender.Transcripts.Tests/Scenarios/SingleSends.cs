namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>One message, from the first byte of its connection to the last.</summary>
public sealed class SingleSends
{
    [Fact]
    public async Task Accepted_on_a_connection_that_the_send_makes()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Accepted_with_the_default_time_outs()
    {
        await using Scenario scenario = Scenario.Begin(options =>
        {
            SendClientOptions defaults = new();
            options.IdleTimeout = defaults.IdleTimeout;
            options.OpenTimeout = defaults.OpenTimeout;
            options.SendTimeout = defaults.SendTimeout;
        });
        await scenario.OpenAsync();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task One_after_the_other_by_a_method_that_throws()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        for (uint id = 0; id < 2; id++)
        {
            string name = id == 0 ? "a" : "b";
            Task send = scenario.Call(name, $"SendAsync(\"{name}\")", () => scenario.Notes.SendAsync(new Note(name)).AsTask());
            await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(id, null, id == 0 ? Accepted.Instance : new Rejected()));
            await scenario.EndOfAsync(send);
        }

        await scenario.EndAsync();
    }

    [Fact]
    public async Task Every_section_is_filled()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Task<SendOutcome> letter = scenario.Call("letter", "TellLetterAsync", () => scenario.Notes.TellLetterAsync(Letters.Make(1), TimeSpan.FromSeconds(90), "green"));
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(letter);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Settled()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        Task<SendOutcome> waiting = scenario.Tell("waiting");
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.OutcomeAsync(waiting);
        Task<SendOutcome> straight = scenario.Tell("straight");
        await scenario.OutcomeAsync(straight);
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Settled_that_waits_for_credit()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        await scenario.OpenAsync(credit: 1);
        await scenario.ExchangeFlowsAsync();
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.OutcomeAsync(a);
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        scenario.WritePending();
        await scenario.PeerAsync(peer => peer.SendCredit(1).ExpectTransfer());
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Options_and_attributes_fill_the_open_and_the_attach_frame()
    {
        await using Scenario scenario = Scenario.Begin(options =>
        {
            options.VirtualHost = "tenant";
            options.VirtualHostForm = VirtualHostForm.Plain;
            options.MaxFrameSize = 4096;
            options.ChannelMax = 7;
            options.IdleTimeout = TimeSpan.FromSeconds(120);
            options.ConnectionProperties["team"] = "blue";
        });
        IDemandingSender demanding = scenario.GetSender<IDemandingSender>("demanding", new SenderOptions
        {
            Address = "elsewhere",
            SendSettleMode = SenderSettleMode.Unsettled,
            MaxMessageSize = 100_000,
            DesiredCapabilities = { "topic" },
            LinkProperties = { ["team"] = "green", ["weight"] = 7L },
        });
        Task<SendOutcome> a = scenario.Call("a", "demanding.TellAsync(\"a\")", () => demanding.TellAsync(new Note("a")));
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSession()
            .ExpectAttach().Respond(attach => Expectations.Mirror(attach) with { OfferedCapabilities = ["durable", "queue"] }).SendCredit(10)
            .ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }
}
