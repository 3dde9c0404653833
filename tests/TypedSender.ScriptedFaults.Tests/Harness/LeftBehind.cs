using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TypedSender.ScriptedFaults.Tests;

/// <summary>What a client may leave behind when it has been closed: timers, deliveries, bytes, tasks, itself, and exceptions that nobody looked at.</summary>
internal static class LeftBehind
{
    private static readonly ConcurrentDictionary<string, WeakReference> Clients = new();

    /// <summary>Looks into a client that has been closed, and keeps an eye on it.</summary>
    public static async Task CheckAsync(string name, SendClient client, ManualTimeProvider time)
    {
        ClientContext context = GetCore(client);

        // The timer of a wait that has ended is disposed after those who waited have gone on.
        await time.WaitForNoTimersAsync();
        Assert.Equal(0, context.Domain.Deadlines.Count);
        Assert.Equal(0, context.Domain.PendingBytes);
        Assert.Equal(0, context.Domain.Deliveries.Rented);
        Assert.True(context.ReconnectLoop.Completion.IsCompleted);
        Assert.Null(context.ReconnectLoop.Connection);
        Assert.All(context.Senders, sender => Assert.Equal((0, MessageSenderState.Closed), (sender.Outstanding, sender.State)));
        Clients[name] = new WeakReference(context);
    }

    /// <summary>The exceptions that nobody looked at until now, in words; with the fault they come from where their text tells the peer's port.</summary>
    public static string[] TakeUnobserved()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        List<string> texts = [];
        while (Unobserved.Exceptions.TryDequeue(out Exception? exception))
        {
            texts.Add($"{FaultCase.FindByPort(exception.ToString())}: {exception}");
        }

        return [.. texts];
    }

    /// <summary>The faults whose clients something still holds, though nobody uses them any more.</summary>
    public static IEnumerable<string> FindHeld() => Clients.Where(client => client.Value.IsAlive).Select(client => client.Key);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_client")]
    private static extern ref ClientContext GetCore(SendClient client);
}
