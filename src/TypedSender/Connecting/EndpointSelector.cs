namespace TypedSender;

/// <summary>
/// Says which host is connected to next: the hosts of the client in their order, and from the last again the first. One attempt at each of them is a lap. For
/// each host it keeps the form of the virtual host's name that was found right last. Guarded by the client's lock.
/// </summary>
internal sealed class EndpointSelector(IEnumerable<BrokerHost> hosts)
{
    private readonly BrokerHost[] _hosts = [.. hosts];
    private int _index;

    /// <summary>How many attempts a lap has.</summary>
    public int LapLength => _hosts.Length;

    /// <summary>The host that is, or is to be, connected to.</summary>
    public BrokerHost Current => _hosts[_index];

    /// <summary>Goes on to the next host: the attempt at the current one has failed, or its connection has ended.</summary>
    public void MoveNext() => _index = (_index + 1) % _hosts.Length;

    /// <summary>Notes that the current host works when it is asked like this, so that the next attempt at it begins with the same form.</summary>
    public void Confirm(BrokerHost host) => _hosts[_index] = host;
}
