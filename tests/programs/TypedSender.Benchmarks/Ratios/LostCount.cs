using TypedSender.Benchmarks.Contenders;

namespace TypedSender.Benchmarks.Ratios;

/// <summary>What was sent and never came, over all connections.</summary>
internal sealed class LostCount
{
    public long Lost { get; private set; }

    /// <summary>Closes a connection and compares what it sent with what the sink counted.</summary>
    public async Task CloseAsync(IContender contender, Sink sink)
    {
        await contender.DisposeAsync();
        Add(contender.Container, contender.Sent, await sink.ReadCountAsync(contender.Container));
    }

    public void Add(string sender, long sent, long counted)
    {
        Lost += sent - counted;
        if (sent != counted)
        {
            Console.Error.WriteLine($"    {sender} sent {sent:n0}, the sink counted {counted:n0}");
        }
    }
}
