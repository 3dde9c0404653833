namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>What a peer may say of a message, and in which order.</summary>
public sealed class Verdicts
{
    [Fact]
    public Task Rejected_with_all_that_an_error_holds() => OneAsync(new Rejected
    {
        Error = new AmqpError { Condition = "x:too-odd", Description = "an odd number", Info = new AmqpMap { [new AmqpSymbol("limit")] = 4 } },
    });

    [Fact]
    public Task Released_unprocessed() => OneAsync(Released.Instance);

    [Fact]
    public Task Modified_with_annotations() => OneAsync(new Modified
    {
        DeliveryFailed = true,
        UndeliverableHere = true,
        MessageAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-why")] = "full" },
    });

    [Fact]
    public Task Settled_without_a_state() => OneAsync(null);

    [Fact]
    public async Task An_outcome_that_AMQP_does_not_define()
    {
        // Receiver, first 0, no last, settled, and a state of descriptor 0x99.
        byte[] disposition = Convert.FromHexString("0000001c02000000005315c00f05414340410053" + "99c00501a1027879");
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendTwoAsync(scenario);
        await scenario.PeerAsync(peer => peer.SendRaw(disposition).SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Of_the_second_before_the_first()
    {
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendTwoAsync(scenario);
        await scenario.PeerAsync(peer => peer.SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.PeerAsync(peer => peer.SendDisposition(0, null, Released.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Accepted_but_not_settled_is_settled_by_the_client()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { ReceiveSettleMode = ReceiverSettleMode.Second });
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendTwoAsync(scenario);
        await scenario.PeerAsync(peer => peer.SendDisposition(0, 1, Accepted.Instance, settled: false).ExpectDisposition());
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Received_tells_of_progress_alone()
    {
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendTwoAsync(scenario);
        await scenario.PeerAsync(peer => peer.SendDisposition(0, 1, new Received { SectionNumber = 0, SectionOffset = 4 }, settled: false));
        await scenario.ExchangeFlowsAsync();
        scenario.WritePending();
        await scenario.PeerAsync(peer => peer.SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Said_twice_and_of_ids_that_were_never_sent()
    {
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendTwoAsync(scenario);
        await scenario.PeerAsync(peer => peer
            .SendDisposition(7, 9, Released.Instance)
            .SendDisposition(0, null, Accepted.Instance).SendDisposition(0, null, Released.Instance)
            .SendDisposition(0, 5, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task One_range_for_two_links()
    {
        await using Scenario scenario = Scenario.Begin();
        INoteSender others = scenario.GetSender<INoteSender>("others", new SenderOptions { Address = "others" });
        await scenario.OpenAsync();
        Task<SendOutcome> b = scenario.Call("b", "others.TellAsync(\"b\")", () => others.TellAsync(new Note("b")));
        await scenario.PeerAsync(peer => peer.AcceptAttach().ExpectTransfer());
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    private static async Task OneAsync(DeliveryState? state, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        await using Scenario scenario = Scenario.Begin(method: method);
        (Task<SendOutcome> a, Task<SendOutcome> b) = await SendTwoAsync(scenario);
        await scenario.PeerAsync(peer => peer.SendDisposition(0, null, state).SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    private static async Task<(Task<SendOutcome> A, Task<SendOutcome> B)> SendTwoAsync(Scenario scenario)
    {
        await scenario.OpenAsync();
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.Tell("b");
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer());
        return (a, b);
    }
}
