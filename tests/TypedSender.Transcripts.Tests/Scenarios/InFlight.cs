namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>Sends of which one has left and two wait, and how those go on.</summary>
internal static class InFlight
{
    /// <summary>"a" has left and lacks its verdict; "b" and "c" wait for credit.</summary>
    public static async Task<(Task<SendOutcome> A, Task<SendOutcome> B, Task<SendOutcome> C)> SendThreeAsync(Scenario scenario)
    {
        await scenario.OpenAsync(credit: 1);
        Task<SendOutcome> a = scenario.Tell("a");
        await scenario.PeerAsync(peer => peer.ExpectTransfer());
        Task<SendOutcome> b = scenario.Tell("b");
        Task<SendOutcome> c = scenario.Tell("c");
        await scenario.ExchangeFlowsAsync();
        return (a, b, c);
    }

    public static async Task AcceptTwoAnewAsync(Scenario scenario)
    {
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().SendDisposition(0, 1, Accepted.Instance));
    }
}
