using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>The state of a client and of its senders at one moment, for reports of health. Immutable.</summary>
/// <param name="State">The state of its connection.</param>
/// <param name="Endpoint">Where it is, or is to be, connected to.</param>
/// <param name="Failure">Why there is no connection; null when nothing has failed, and while connected.</param>
/// <param name="TimeProvider">The clock of the client.</param>
/// <param name="Senders">Its senders that have not been closed.</param>
internal sealed record ClientSnapshot(SendClientState State, string Endpoint, SendFailure? Failure, TimeProvider TimeProvider, IReadOnlyList<SenderSnapshot> Senders)
{
    /// <summary>Messages whose send has not ended.</summary>
    public int PendingCount => Senders.Sum(static sender => sender.PendingCount);

    /// <summary>Looks at a client. Nothing is sent.</summary>
    public static ClientSnapshot Of(SendClient client)
    {
        ClientContext context = client.Context;
        lock (context.Lock)
        {
            ReconnectLoop loop = context.ReconnectLoop;
            return new ClientSnapshot(
                context.IsClosing ? SendClientState.Closed : loop.State,
                loop.Host.Endpoint.ToString(),
                loop.LastFailure,
                context.Settings.TimeProvider,
                [.. context.Senders.Where(static sender => !sender.IsClosed).Select(SenderSnapshot.Of)]);
        }
    }
}

/// <summary>The state of a sender at one moment. Immutable.</summary>
/// <param name="Identity">The same object for the same sender.</param>
/// <param name="Address">The address of the target.</param>
/// <param name="State">The state of the link.</param>
/// <param name="PendingCount">Messages whose send has not ended.</param>
/// <param name="WaitingCount">Those of them that have not been appended to the link.</param>
/// <param name="Credit">Deliveries that the peer takes at once; 0 without a link (AMQP 1.0, 2.6.7).</param>
/// <param name="DeliveryCount">The delivery-count of the link: it has begun another delivery when that has changed.</param>
/// <param name="Failure">The last failure that keeps the link from being attached; null if none.</param>
internal sealed record SenderSnapshot(
    object Identity, string Address, MessageSenderState State, int PendingCount, int WaitingCount, uint Credit, uint DeliveryCount, SendFailure? Failure)
{
    /// <summary>Looks at a sender. Under the lock.</summary>
    public static SenderSnapshot Of(SendQueue sender)
    {
        SenderLink? link = sender.Link.Current is { IsAttached: true } current ? current : null;
        return new SenderSnapshot(
            sender, sender.Address, sender.State, sender.PendingCount, sender.Waiting.Count, link?.Credit ?? 0, link?.DeliveryCount ?? 0, sender.Link.Obstacle);
    }
}
