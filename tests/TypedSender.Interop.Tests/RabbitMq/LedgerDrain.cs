using TypedSender.Interop.Tests.Peers;
using TypedSender.Shared.Ledgers;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Empties queues with qpid-proton.</summary>
internal static class LedgerDrain
{
    /// <summary>Writes what lies in some queues beside the ledger, and compares.</summary>
    /// <param name="ledger">What was sent. Its clients are closed.</param>
    /// <param name="node">Where it is read.</param>
    /// <param name="queues">Their names.</param>
    public static async Task<Ledger> RunAsync(LedgerFile ledger, RabbitMqNode node, params string[] queues)
    {
        string[] files = [.. queues.Select(queue => Path.Combine(ledger.Folder, $"drained-{queue}.txt"))];
        List<Task> drains = [];
        foreach ((string queue, string file) in queues.Zip(files))
        {
            drains.Add(ProtonDrain.RunAsync(node.Port, $"/amq/queue/{queue}", await node.CountAsync(queue), file));
        }

        await Task.WhenAll(drains);
        return LedgerReader.Read(ledger.FilePath, files);
    }
}
