using System.Diagnostics;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// The endpoints of this side by their own numbers, and by the peer's number once it has named one: sessions by channel (AMQP 1.0, 2.5.1), links by handle (2.6.2). Not
/// thread-safe: the owner's lock guards it.
/// </summary>
/// <param name="limitName"><c>channel-max</c> or <c>handle-max</c>.</param>
/// <param name="localMax">The highest number that this side allows.</param>
internal sealed class EndpointTable<T>(string limitName, uint localMax)
    where T : class
{
    private readonly List<T?> _own = [];
    private readonly Dictionary<uint, T> _remote = [];

    /// <summary>The highest number that the peer allows.</summary>
    public uint RemoteMax { get; set; } = uint.MaxValue;

    /// <summary>The endpoints that hold a number of this side, in the order of these.</summary>
    public IEnumerable<T> All => _own.OfType<T>();

    /// <summary>The endpoint of a number of this side; null when the number is free.</summary>
    public T? this[uint number] => number < _own.Count ? _own[(int)number] : null;

    /// <summary>Returns the lowest free number. It stays free until <see cref="Set"/> is called with it.</summary>
    /// <exception cref="LimitReachedException">No number is free within what both sides allow.</exception>
    public uint FindFree()
    {
        int free = _own.IndexOf(null);
        if (free < 0)
        {
            uint limit = Math.Min(localMax, RemoteMax);
            if (_own.Count > limit)
            {
                throw new LimitReachedException(limitName, limit, isOwn: localMax < RemoteMax);
            }

            free = _own.Count;
            _own.Add(null);
        }

        return (uint)free;
    }

    public void Set(uint number, T endpoint)
    {
        Debug.Assert(_own[(int)number] is null, "The number is free.");
        _own[(int)number] = endpoint;
    }

    public void Free(uint number)
    {
        Debug.Assert(_own[(int)number] is not null, "The number is in use.");
        _own[(int)number] = null;
    }

    /// <summary>Returns the endpoint with this remote channel or handle; null if there is none.</summary>
    public T? FindRemote(uint number) => _remote.TryGetValue(number, out T? endpoint) ? endpoint : null;

    /// <summary>Records the remote channel or handle of an endpoint.</summary>
    public void SetRemote(uint number, T endpoint)
    {
        Debug.Assert(!_remote.ContainsKey(number), "The peer uses a number for one endpoint at a time.");
        _remote[number] = endpoint;
    }

    public void FreeRemote(uint number) => _remote.Remove(number);
}
