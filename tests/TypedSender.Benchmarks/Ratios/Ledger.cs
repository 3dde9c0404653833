using TypedSender.Benchmarks.Contenders;

namespace TypedSender.Benchmarks.Ratios;

/// <summary>What was sent and never came, over all connections.</summary>
internal sealed class Ledger
{
    public long Lost { get; private set; }

    /// <summary>Closes a connection and compares what it sent with what the sink counted.</summary>
    public async Task CloseAsync(IContender contender, Sink sink)
    {
        await contender.DisposeAsync();
        await CheckAsync(contender.Container, contender.Sent, sink);
    }

    public async Task CheckAsync(string container, long sent, Sink sink)
    {
        long counted = await sink.ReadCountAsync(container);
        Lost += sent - counted;
        if (sent != counted)
        {
            Console.Error.WriteLine($"    {container} sent {sent:n0}, the sink counted {counted:n0}");
        }
    }
}
