using System.Runtime.CompilerServices;

namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>A send whose deadline passes, in each phase.</summary>
public sealed class Deadline
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(5);

    // A deadline is kept to within two ticks of 20 ms.
    private static readonly TimeSpan JustAfter = TimeSpan.FromMilliseconds(40);

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
        SenderOptions sender = new() { SendTimeout = SendTimeout };
        phase.ConfigureSender(sender);
        await using Scenario scenario = Scenario.Begin(phase.Configure, sender, method: method);
        Task<SendOutcome> a = await phase.Reach(scenario, CancellationToken.None);
        scenario.Advance(SendTimeout - JustAfter);
        scenario.WritePending();
        scenario.Advance(JustAfter + JustAfter);
        await scenario.OutcomeAsync(a);
        await phase.GoOn(scenario);
        await scenario.EndAsync();
    }
}
