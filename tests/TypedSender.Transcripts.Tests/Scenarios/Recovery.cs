namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>What becomes of messages when the connection or the link is lost: what has left, what waits, what is retained.</summary>
public sealed class Recovery
{
    private static readonly AmqpError Busy = new() { Condition = AmqpErrorConditions.ResourceLimitExceeded, Description = "slower" };

    [Fact]
    public async Task What_waits_goes_out_on_the_next_connection_and_what_has_left_is_in_doubt()
    {
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b, Task<SendOutcome> c) = await InFlight.SendThreeAsync(scenario);
        await scenario.LoseConnectionAsync();
        await scenario.OutcomeAsync(a);
        await InFlight.AcceptTwoAnewAsync(scenario);
        await scenario.OutcomeAsync(b);
        await scenario.OutcomeAsync(c);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task What_has_left_is_sent_again_where_that_is_allowed()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { RetryIndeterminate = true });
        (Task<SendOutcome> a, Task<SendOutcome> b, Task<SendOutcome> c) = await InFlight.SendThreeAsync(scenario);
        await scenario.LoseConnectionAsync();
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.Repeat(3, steps => steps.ExpectTransfer()).SendDisposition(0, 2, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.OutcomeAsync(c);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task What_was_sent_again_and_then_rejected_is_in_doubt()
    {
        await using Scenario scenario = Scenario.Begin(options => options.RetryPolicy = new NoResends(), new SenderOptions { RetryIndeterminate = true });
        await scenario.OpenAsync();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        await scenario.LoseConnectionAsync();
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, new Rejected()));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task What_is_retained_and_has_left_is_in_doubt()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { Retention = MessageRetention.UntilSettled });
        (Task<SendOutcome> a, Task<SendOutcome> b, Task<SendOutcome> c) = await InFlight.SendThreeAsync(scenario);
        await scenario.LoseConnectionAsync();
        await scenario.OutcomeAsync(a);
        await InFlight.AcceptTwoAnewAsync(scenario);
        await scenario.OutcomeAsync(b);
        await scenario.OutcomeAsync(c);
        await scenario.EndAsync();
    }

    /// <summary>The write before it is still under way when the connection breaks, so "b" has certainly not left.</summary>
    [Fact]
    public async Task What_has_not_left_is_sent_again_if_it_is_retained()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { Retention = MessageRetention.UntilSettled });
        (Task<SendOutcome> a, Task<SendOutcome> b) = await BreakWriteAsync(scenario);
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task What_has_not_left_is_not_sent_if_it_is_not_retained()
    {
        await using Scenario scenario = Scenario.Begin();
        (Task<SendOutcome> a, Task<SendOutcome> b) = await BreakWriteAsync(scenario);
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.AcceptSenderAsync();
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    /// <summary>Nothing tells of a settled message that was appended and never left but the report of closing.</summary>
    [Fact]
    public async Task What_was_settled_and_has_not_left_is_counted_as_lost()
    {
        await using Scenario scenario = Scenario.Begin(sender: new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        (Task<SendOutcome> a, Task<SendOutcome> b) = await BreakWriteAsync(scenario);
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.AcceptSenderAsync();
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_policy_stops()
    {
        await using Scenario scenario = Scenario.Begin(options => options.RetryPolicy = AmqpRetryPolicy.None);
        (Task<SendOutcome> a, Task<SendOutcome> b, Task<SendOutcome> c) = await InFlight.SendThreeAsync(scenario);
        await scenario.PeerAsync(peer => peer.SendDetach(Busy).ExpectDetach());
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(b);
        await scenario.OutcomeAsync(c);
        await scenario.ExchangeFlowsAsync();
        Task<SendOutcome> d = scenario.Tell("d");
        await scenario.PeerAsync(peer => peer.AcceptAttach().ExpectTransfer().SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(d);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task Connection_and_link_come_back_after_pauses()
    {
        await using Scenario scenario = Scenario.Begin(options => options.RetryPolicy = new SteadyPolicy(TimeSpan.FromSeconds(2)));
        await scenario.OpenAsync(credit: 0);
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.ExchangeFlowsAsync();
        await scenario.PeerAsync(peer => peer.SendDetach(Busy).ExpectDetach());
        await scenario.AdvanceUntilAsync(scenario.PeerAsync(peer => peer.AcceptAttach(credit: 0)), "the link is attached again");
        await scenario.LoseConnectionAsync();
        await scenario.AdvanceUntilAsync(scenario.AcceptAsync(), "connection 2 comes");
        await scenario.PeerAsync(peer => peer.AcceptConnection().AcceptSender().ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task What_is_retained_and_rejected_for_load_is_sent_again_after_a_pause()
    {
        await using Scenario scenario = Scenario.Begin(
            options => options.RetryPolicy = new SteadyPolicy(TimeSpan.FromSeconds(2)), new SenderOptions { Retention = MessageRetention.UntilSettled });
        await scenario.OpenAsync(credit: 2);
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.Tell("b");
        Task<SendOutcome> c = scenario.Tell("c");
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().SendDisposition(0, null, new Rejected { Error = Busy }).SendDisposition(1, null, Accepted.Instance));
        await scenario.OutcomeAsync(b);
        await scenario.ExchangeFlowsAsync();
        await scenario.PeerAsync(peer => peer.SendCredit(1).ExpectTransfer());
        await scenario.ExchangeFlowsAsync();
        await scenario.PeerAsync(peer => peer.SendCredit(5));
        await scenario.ExchangeFlowsAsync();
        await scenario.AdvanceUntilAsync(scenario.PeerAsync(peer => peer.ExpectTransfer()), "\"a\" is sent again");
        await scenario.PeerAsync(peer => peer.SendDisposition(2, 3, Accepted.Instance));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(c);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task What_begins_on_another_connection_begins_with_new_ids()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        for (int connection = 1; connection <= 2; connection++)
        {
            Task<SendOutcome> send = scenario.Tell($"{connection}");
            await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
            await scenario.OutcomeAsync(send);
            if (connection == 1)
            {
                await scenario.LoseConnectionAsync();
                await scenario.AcceptSenderAsync();
            }
        }

        await scenario.EndAsync();
    }

    /// <summary>"a" is being written when the connection breaks, and "b" is appended behind it.</summary>
    private static async Task<(Task<SendOutcome> A, Task<SendOutcome> B)> BreakWriteAsync(Scenario scenario)
    {
        await scenario.OpenAsync();
        await scenario.ExchangeFlowsAsync();
        scenario.Stream.HoldWrites();
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.Stream.Holding.Within();
        Task<SendOutcome> b = scenario.Tell("b");
        scenario.Transcript.Write("stream", "fails the write of \"a\"");
        scenario.Stream.BreakWrites();
        await scenario.PeerAsync(peer => peer.ExpectEndOfStream());
        return (a, b);
    }

    private sealed class NoResends : AmqpRetryPolicy
    {
        public override AmqpRetryDecision Decide(AmqpRetryContext failure) =>
            failure.Operation == AmqpRetryOperation.Send ? AmqpRetryDecision.Stop : AmqpRetryDecision.Retry(TimeSpan.Zero);
    }
}
