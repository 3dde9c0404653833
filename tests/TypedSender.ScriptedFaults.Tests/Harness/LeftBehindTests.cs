namespace TypedSender.ScriptedFaults.Tests;

/// <summary>Runs alone and after all faults, and so sees what they left behind.</summary>
[CollectionDefinition(nameof(LeftBehindTests), DisableParallelization = true)]
[Collection(nameof(LeftBehindTests))]
public sealed class LeftBehindTests
{
    [Fact]
    public async Task No_fault_leaves_a_client_that_something_holds_or_an_exception_that_nobody_looks_at()
    {
        string[] unobserved = LeftBehind.TakeUnobserved();
        for (int i = 0; i < 10 && LeftBehind.FindHeld().Any(); i++)
        {
            // Whoever ended last may still stand on a stack.
            await Task.Yield();
            unobserved = [.. unobserved, .. LeftBehind.TakeUnobserved()];
        }

        Assert.Empty(unobserved);
        Assert.Empty(LeftBehind.FindHeld());
    }
}
