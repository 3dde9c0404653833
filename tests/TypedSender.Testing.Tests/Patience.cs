namespace TypedSender.Testing.Tests;

/// <summary>The bound of every wait in these tests: one that passes means that something hangs.</summary>
internal static class Patience
{
    public static CancellationToken Token => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;
}
