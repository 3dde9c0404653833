namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>Lists in envelopes: many messages to a delivery.</summary>
public sealed class Envelopes
{
    [Fact]
    public async Task One_for_all()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<IReadOnlyList<SendOutcome>> list = scenario.TellMany("list", nameof(INoteSender.TellBatchAsync), scenario.Notes.TellBatchAsync, ["a", "b", "c"]);
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Pairs_and_the_last_item_alone()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Task<IReadOnlyList<SendOutcome>> list = TellPairs(scenario, ["a", "b", "c", "d", "e"]);
        await scenario.PeerAsync(peer => peer
            .Repeat(3, steps => steps.ExpectTransfer())
            .SendDisposition(2, null, Accepted.Instance)
            .SendDisposition(0, null, new Rejected { Error = new AmqpError { Condition = AmqpErrorConditions.NotAllowed } })
            .SendDisposition(1, null, Released.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task With_sections_of_the_first_item_and_a_new_one_for_another_partition()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Letter[] letters = [Letters.Make(1, "k"), Letters.Make(2, "k"), Letters.Make(3, "l"), Letters.Make(4, "l"), Letters.Make(5, "k")];
        Task<IReadOnlyList<SendOutcome>> list = scenario.Call("list", "TellLettersAsync(partitions k, k, l, l, k)", () => scenario.Notes.TellLettersAsync(letters));
        await scenario.PeerAsync(peer => peer.Repeat(3, steps => steps.ExpectTransfer()).SendDisposition(0, 2, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task As_large_as_the_peer_takes_and_an_item_that_is_too_large()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenLimitedAsync(maxMessageSize: 300);
        Blob[] blobs = [Blobs.Make(100), Blobs.Make(120), Blobs.Make(400), Blobs.Make(140)];
        Task<IReadOnlyList<SendOutcome>> list = scenario.Call("list", "TellBlobsAsync(100, 120, 400 and 140 bytes)", () => scenario.Notes.TellBlobsAsync(blobs));
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task In_several_frames()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<IReadOnlyList<SendOutcome>> list = scenario.Call("list", "TellBlobsAsync(600 and 700 bytes)", () => scenario.Notes.TellBlobsAsync([Blobs.Make(600), Blobs.Make(700)]));
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection(Handshakes.DefaultOpen with { MaxFrameSize = 512 }).AcceptSender()
            .ExpectDelivery(out Captured<Transfer> envelope).SendDisposition(envelope, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task No_more_than_max_in_flight_at_once()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { MaxInFlight = 1 });
        await scenario.OpenAsync();
        Task<IReadOnlyList<SendOutcome>> list = TellPairs(scenario, ["a", "b", "c", "d"]);
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        await scenario.PeerAsync(peer => peer.SendDisposition(0, null, Accepted.Instance).ExpectTransfer().SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Settled()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        await scenario.OpenAsync();
        Task<IReadOnlyList<SendOutcome>> list = TellPairs(scenario, ["a", "b", "c"]);
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer());
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Cancelled_while_the_link_is_not_attached()
    {
        await using Scenario scenario = Scenario.Begin();
        using CancellationTokenSource cancellation = new();
        Task<IReadOnlyList<SendOutcome>> list = TellPairs(scenario, ["a", "b", "c"], cancellation.Token);
        await scenario.AcceptAsync();
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSession());
        Captured<Attach> attach = await scenario.ExpectAttachAsync();
        scenario.Cancel(cancellation, "list");
        await scenario.OutcomesAsync(list);
        await scenario.PeerAsync(peer => peer.Send(Expectations.Mirror(attach.Value)).SendCredit(10));
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Deadline_with_one_envelope_on_its_way_and_one_waiting()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { SendTimeout = TimeSpan.FromSeconds(5) });
        await scenario.OpenAsync(credit: 1);
        Task<IReadOnlyList<SendOutcome>> list = TellPairs(scenario, ["a", "b", "c", "d"]);
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        scenario.Advance(TimeSpan.FromMilliseconds(5_040));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Connection_lost_with_one_envelope_on_its_way_and_one_waiting()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync(credit: 1);
        Task<IReadOnlyList<SendOutcome>> list = TellPairs(scenario, ["a", "b", "c", "d"]);
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        await scenario.LoseConnectionAsync();
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    private static Task<IReadOnlyList<SendOutcome>> TellPairs(Scenario scenario, string[] texts, CancellationToken cancellationToken = default) =>
        scenario.TellMany("list", nameof(INoteSender.TellPairsAsync), scenario.Notes.TellPairsAsync, texts, cancellationToken);
}
