namespace TypedSender;

/// <summary>A bounded pool of deliveries. Rent under the client's lock; return from any thread.</summary>
internal sealed class DeliveryPool
{
    private const int Capacity = 16 * 1024;

    // Used under the lock alone.
    private Delivery? _free;

    // Pushed by any thread. Renting takes the whole stack at once, so that none of it can be pushed again while it is walked.
    private Delivery? _returned;

    private long _rentCount;
    private long _returnCount;
    private int _made;

    /// <summary>How many are in use; none once every caller has taken its outcome and every connection is gone.</summary>
    public long Rented => Volatile.Read(ref _rentCount) - Volatile.Read(ref _returnCount);

    /// <summary>Rents a delivery. Under the client's lock.</summary>
    public Delivery Rent()
    {
        _rentCount++;
        Delivery? delivery = _free ?? Interlocked.Exchange(ref _returned, null);
        if (delivery is null)
        {
            Interlocked.Increment(ref _made);
            return new Delivery();
        }

        _free = delivery.NextFree;
        delivery.NextFree = null;
        return delivery;
    }

    public void Return(Delivery delivery)
    {
        Interlocked.Increment(ref _returnCount);
        if (Volatile.Read(ref _made) > Capacity)
        {
            Interlocked.Decrement(ref _made);
            return;
        }

        Delivery? first;
        do
        {
            first = Volatile.Read(ref _returned);
            delivery.NextFree = first;
        }
        while (Interlocked.CompareExchange(ref _returned, delivery, first) != first);
    }

    /// <summary>Discards a delivery that cannot be used again.</summary>
    public void Discard()
    {
        Interlocked.Increment(ref _returnCount);
        Interlocked.Decrement(ref _made);
    }
}
