namespace TypedSender;

/// <summary>Deliveries between two uses. Thread-safe; bounded, so that a burst is not kept for ever.</summary>
internal sealed class DeliveryPool
{
    private const int Capacity = 16 * 1024;

    private readonly object _gate = new();
    private Delivery[] _free = new Delivery[64];
    private int _count;
    private int _rented;

    /// <summary>How many are in use; none once every caller has taken its outcome and every connection is gone.</summary>
    public int Rented
    {
        get
        {
            lock (_gate)
            {
                return _rented;
            }
        }
    }

    public Delivery Rent()
    {
        lock (_gate)
        {
            _rented++;
            if (_count > 0)
            {
                Delivery delivery = _free[--_count];

                // One that is lent and not given back must not be held here: it leads to its link, and that to the buffers of a connection.
                _free[_count] = null!;
                return delivery;
            }
        }

        return new Delivery(this);
    }

    public void Return(Delivery delivery)
    {
        lock (_gate)
        {
            _rented--;
            if (_count == Capacity)
            {
                return;
            }

            if (_count == _free.Length)
            {
                Array.Resize(ref _free, _free.Length * 2);
            }

            _free[_count++] = delivery;
        }
    }

    /// <summary>Gives up one that cannot be used again.</summary>
    public void Discard()
    {
        lock (_gate)
        {
            _rented--;
        }
    }
}
