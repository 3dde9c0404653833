using TypedSender.Testing;

namespace TypedSender.Tool.Broker;

/// <summary>What a queue holds at a moment.</summary>
/// <param name="Name">The address.</param>
/// <param name="Count">The messages in it.</param>
/// <param name="Arrived">The messages that have come since the start.</param>
/// <param name="Rate">The messages that came, a second, since the sample before.</param>
/// <param name="Senders">The links that send to it.</param>
/// <param name="Receivers">The links that receive from it.</param>
internal sealed record QueueSample(string Name, int Count, long Arrived, double Rate, int Senders, int Receivers);

/// <summary>A link that is attached.</summary>
internal sealed record LinkSample(bool IsSender, string Address, string Container, string User);

/// <summary>What a broker shows at a moment.</summary>
internal sealed record BrokerSample(IReadOnlyList<QueueSample> Queues, IReadOnlyList<LinkSample> Links, int Connections)
{
    public static BrokerSample Take(InProcessBroker broker, BrokerSample? before, TimeSpan elapsed) => new(
        [
            .. from queue in broker.Queues
               orderby queue.Name
               let arrived = queue.ArrivedCount
               let previous = before?.Queues.FirstOrDefault(sample => sample.Name == queue.Name)?.Arrived ?? 0
               select new QueueSample(
                   queue.Name, queue.Count, arrived, elapsed > TimeSpan.Zero ? (arrived - previous) / elapsed.TotalSeconds : 0, queue.SenderCount, queue.ReceiverCount),
        ],
        [
            .. from link in broker.Links
               where link.IsOpen
               select new LinkSample(link.IsSender, link.Address, link.Connection.ContainerId, link.Connection.UserName ?? ""),
        ],
        broker.ConnectionCount);
}
