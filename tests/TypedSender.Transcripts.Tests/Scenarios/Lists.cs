namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>Lists: a delivery and an outcome for each item.</summary>
public sealed class Lists
{
    [Fact]
    public async Task Accepted_by_a_range()
    {
        await using Scenario scenario = Scenario.Begin();
        Task<IReadOnlyList<SendOutcome>> list = TellAll(scenario, ["a", "b", "c"]);
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().ExpectTransfer().SendDisposition(0, 2, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task With_a_verdict_of_each_kind()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Task<IReadOnlyList<SendOutcome>> list = TellAll(scenario, ["a", "b", "c", "d", "e"]);
        await scenario.PeerAsync(peer => peer
            .Repeat(5, steps => steps.ExpectTransfer())
            .SendDisposition(4, null, Accepted.Instance)
            .SendDisposition(0, null, new Rejected { Error = new AmqpError { Condition = AmqpErrorConditions.InvalidField, Description = "no such colour" } })
            .SendDisposition(1, null, Released.Instance)
            .SendDisposition(2, 3, new Modified { DeliveryFailed = true, UndeliverableHere = true }));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task By_a_method_that_throws()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Task list = scenario.Call("list", "SendAllAsync(\"a\", \"b\")", () => scenario.Notes.SendAllAsync([new Note("a"), new Note("b")]));
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().SendDisposition(0, null, Accepted.Instance).SendDisposition(1, null, Released.Instance));
        await scenario.EndOfAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task With_an_item_that_cannot_be_encoded()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Computed[] items = [new(() => "a"), new(() => throw new InvalidOperationException("no text")), new(() => "c")];
        Task<IReadOnlyList<SendOutcome>> list = scenario.Call("list", "TellAllComputedAsync(\"a\", one that throws, \"c\")", () => scenario.Notes.TellAllComputedAsync(items));
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task No_more_than_max_in_flight_at_once()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { MaxInFlight = 2 });
        await scenario.OpenAsync();
        Task<IReadOnlyList<SendOutcome>> list = TellAll(scenario, ["a", "b", "c", "d"]);
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        await scenario.PeerAsync(peer => peer
            .SendDisposition(0, null, Accepted.Instance).ExpectTransfer()
            .SendDisposition(1, null, Accepted.Instance).ExpectTransfer()
            .SendDisposition(2, 3, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Longer_than_the_queue_waits_for_room()
    {
        // Two small messages have room to wait.
        await using Scenario scenario = Scenario.Begin(options => options.MaxPendingBytes = 1000);
        await scenario.OpenAsync(credit: 0);
        Task<IReadOnlyList<SendOutcome>> list = TellAll(scenario, ["a", "b", "c"]);
        await scenario.ExchangeFlowsAsync();
        for (uint id = 0; id < 3; id++)
        {
            await scenario.PeerAsync(peer => peer.SendCredit(1).ExpectTransfer().SendDisposition(id, null, Accepted.Instance));
        }

        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Settled()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        await scenario.OpenAsync();
        Task<IReadOnlyList<SendOutcome>> list = TellAll(scenario, ["a", "b", "c"]);
        await scenario.PeerAsync(peer => peer.Repeat(3, steps => steps.ExpectTransfer()));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Cancelled_with_one_on_its_way_and_one_waiting()
    {
        await using Scenario scenario = Scenario.Begin();
        using CancellationTokenSource cancellation = new();
        await scenario.OpenAsync(credit: 1);
        Task<IReadOnlyList<SendOutcome>> list = TellAll(scenario, ["a", "b"], cancellation.Token);
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        scenario.Cancel(cancellation, "list");
        await scenario.OutcomesAsync(list);
        await scenario.PeerAsync(peer => peer.SendDisposition(0, null, Accepted.Instance).SendCredit(5));
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Deadline_with_one_on_its_way_and_one_waiting()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { SendTimeout = TimeSpan.FromSeconds(5) });
        await scenario.OpenAsync(credit: 1);
        Task<IReadOnlyList<SendOutcome>> list = TellAll(scenario, ["a", "b"]);
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        scenario.Advance(TimeSpan.FromMilliseconds(5_040));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    private static Task<IReadOnlyList<SendOutcome>> TellAll(Scenario scenario, string[] texts, CancellationToken cancellationToken = default) =>
        scenario.TellMany("list", nameof(INoteSender.TellAllAsync), scenario.Notes.TellAllAsync, texts, cancellationToken);
}
