using System.Runtime.CompilerServices;

namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>A send whose token is cancelled, in each phase.</summary>
public sealed class Cancelled
{
    [Fact]
    public async Task Before_the_call()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        await scenario.OutcomeAsync(scenario.Tell("a", new CancellationToken(canceled: true)));
        await scenario.ExchangeFlowsAsync();
        await scenario.EndAsync();
    }

    [Fact]
    public async Task By_a_method_that_throws()
    {
        await using Scenario scenario = Scenario.Begin();
        using CancellationTokenSource cancellation = new();
        await scenario.OpenAsync();
        Task a = scenario.Call("a", "SendAsync(\"a\")", () => scenario.Notes.SendAsync(new Note("a"), cancellation.Token).AsTask());
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        scenario.Cancel(cancellation, "a");
        await scenario.EndOfAsync(a);
        await scenario.EndAsync();
    }

    [Fact]
    public Task While_connecting() => RunAsync(Phase.Connecting);

    [Fact]
    public Task While_attaching() => RunAsync(Phase.Attaching);

    [Fact]
    public Task While_it_waits_for_credit() => RunAsync(Phase.WaitingForCredit);

    [Fact]
    public Task While_it_waits_for_the_window() => RunAsync(Phase.WaitingForWindow);

    [Fact]
    public Task With_a_part_of_it_sent() => RunAsync(Phase.InPartSent);

    [Fact]
    public Task While_it_waits_for_a_place_among_those_in_flight() => RunAsync(Phase.WaitingForMaxInFlight);

    [Fact]
    public Task While_it_waits_for_the_outcome() => RunAsync(Phase.WaitingForOutcome);

    [Fact]
    public Task While_it_waits_for_the_outcome_and_is_retained() => RunAsync(Phase.WaitingForOutcomeOfWhatIsRetained);

    [Fact]
    public Task While_reconnecting() => RunAsync(Phase.Reconnecting);

    [Fact]
    public Task While_reattaching() => RunAsync(Phase.Reattaching);

    [Fact]
    public Task While_it_rests_before_it_is_sent_again() => RunAsync(Phase.WaitingForResend);

    private static async Task RunAsync(Phase phase, [CallerMemberName] string method = "")
    {
        using CancellationTokenSource cancellation = new();
        SenderOptions sender = new();
        phase.ConfigureSender(sender);
        await using Scenario scenario = Scenario.Begin(phase.Configure, sender, method: method);
        Task<SendOutcome> a = await phase.Reach(scenario, cancellation.Token);
        scenario.WritePending();
        scenario.Cancel(cancellation, "a");
        await scenario.OutcomeAsync(a);
        await phase.GoOn(scenario);
        await scenario.EndAsync();
    }
}
