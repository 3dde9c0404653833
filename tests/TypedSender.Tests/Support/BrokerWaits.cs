using TypedSender.Testing;

namespace TypedSender.Tests.Support;

/// <summary>Waits for what the in-process broker does after it has answered its client.</summary>
internal static class BrokerWaits
{
    /// <summary>Ends when the broker serves no connection any more. It answers a close before it is through with the connection, and no event says when that is.</summary>
    public static async Task WaitForNoConnectionsAsync(this InProcessBroker broker)
    {
        for (int wait = 0; broker.ConnectionCount > 0; wait++)
        {
            Assert.True(wait < 2000, "A connection is still open.");
            await Task.Delay(10);
        }
    }
}
