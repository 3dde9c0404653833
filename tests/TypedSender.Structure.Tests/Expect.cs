using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>Shows every finding, not the first few characters of one.</summary>
internal static class Expect
{
    public static void None(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        if (all.Length > 0)
        {
            Assert.Fail(string.Join(Environment.NewLine, all));
        }
    }
}
