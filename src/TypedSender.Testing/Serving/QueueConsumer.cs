namespace TypedSender.Testing.Serving;

/// <summary>A receiver at a queue: how many further messages it takes, and those assigned to it that are not on its link yet.</summary>
/// <remarks>The queue's lock guards it.</remarks>
internal abstract class QueueConsumer
{
    /// <summary>The number of further messages that may be assigned.</summary>
    public long Room { get; set; }

    /// <summary>The messages that the queue has assigned and the link has not fetched.</summary>
    public LinkedList<BrokerMessage> Assigned { get; } = new();

    /// <summary>Whether messages are sent to it settled, so that they are gone once they are sent.</summary>
    public abstract bool SendsSettled { get; }

    /// <summary>Called under the queue's lock when something has been assigned: have it fetched soon, elsewhere.</summary>
    public abstract void OnAssigned();
}
