namespace TypedSender.Amqp.Engine;

/// <summary>
/// Deliveries with a disposition that came before their last frame had been written, in the order of these frames: each is applied once that frame has been written
/// (<see cref="EarlyDisposition"/>). Not thread-safe: the owner's lock guards it.
/// </summary>
internal sealed class EarlyDispositionQueue(OutputBuffer output)
{
    // Null until there is one.
    private Queue<(SessionEngine Session, uint DeliveryId, long EndOffset)>? _waiting;

    /// <summary>Delays the outcome of a delivery, whose last frame has been appended, until that frame has been written.</summary>
    public void Enqueue(OutgoingDelivery delivery) => (_waiting ??= []).Enqueue((delivery.Link!.Session, delivery.DeliveryId, delivery.EndOffset));

    /// <summary>Concludes what waits for bytes that have been taken.</summary>
    /// <remarks>Call it while no write is under way: these bytes have been written, or will never be.</remarks>
    public void ConcludeWritten()
    {
        while (_waiting is { Count: > 0 } && _waiting.Peek().EndOffset <= output.TakenOffset && !output.IsDropped)
        {
            (SessionEngine session, uint deliveryId, _) = _waiting.Dequeue();
            session.Settlement.ConcludeEarly(deliveryId);
        }
    }
}
