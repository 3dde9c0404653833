namespace TypedSender;

/// <summary>Deliveries between two uses. Thread-safe; bounded, so that a burst is not kept for ever.</summary>
internal sealed class DeliveryPool
{
    private const int Capacity = 16 * 1024;

    private readonly object _gate = new();
    private Delivery[] _free = new Delivery[64];
    private int _count;

    public Delivery Rent()
    {
        lock (_gate)
        {
            if (_count > 0)
            {
                return _free[--_count];
            }
        }

        return new Delivery(this);
    }

    public void Return(Delivery delivery)
    {
        lock (_gate)
        {
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
}
