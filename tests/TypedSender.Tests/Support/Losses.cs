using TypedSender.Testing;

namespace TypedSender.Tests.Support;

/// <summary>Cuts connections in such a way that what is sent afterwards cannot be written to the old one.</summary>
internal static class Losses
{
    /// <summary>Ends when each of the clients, all of which are connected, knows that its connection is gone.</summary>
    public static async Task LoseAsync(this InProcessBroker broker, params SendClient[] clients)
    {
        Task[] losses = [.. clients.Select(WhenLost)];
        broker.AbortConnections();
        await Task.WhenAll(losses).Within();
    }

    private static Task WhenLost(SendClient client)
    {
        TaskCompletionSource lost = Bounded.Signal();
        client.StateChanged += (_, change) =>
        {
            if (change.Previous == SendClientState.Connected)
            {
                lost.TrySetResult();
            }
        };
        return lost.Task;
    }
}
