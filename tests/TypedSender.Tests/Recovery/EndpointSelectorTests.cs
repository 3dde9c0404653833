namespace TypedSender.Tests.Recovery;

/// <summary>Which host is connected to next.</summary>
public sealed class EndpointSelectorTests
{
    private static readonly BrokerHost[] Hosts = [Host("one"), Host("two"), Host("three")];

    private readonly EndpointSelector _selector = new(Hosts);

    [Fact]
    public void A_lap_has_each_host_once_in_order_and_ends_where_it_began()
    {
        List<BrokerHost> lap = [];
        for (int attempt = 0; attempt < _selector.LapLength; attempt++)
        {
            lap.Add(_selector.Current);
            _selector.MoveNext();
        }

        Assert.Equal(Hosts, lap);
        Assert.Same(Hosts[0], _selector.Current);
    }

    [Fact]
    public void The_form_that_was_found_right_is_kept_for_its_host_alone()
    {
        BrokerHost prefixed = Hosts[1] with { VirtualHost = new VirtualHost("shop", VirtualHostForm.Prefixed) };
        _selector.MoveNext();

        _selector.Confirm(prefixed);

        Assert.Same(prefixed, _selector.Current);
        _selector.MoveNext();
        Assert.Same(Hosts[2], _selector.Current);
        _selector.MoveNext();
        Assert.Same(Hosts[0], _selector.Current);
        _selector.MoveNext();
        Assert.Same(prefixed, _selector.Current);
    }

    [Fact]
    public void A_single_host_is_a_lap_of_its_own()
    {
        EndpointSelector single = new([Hosts[0]]);

        single.MoveNext();

        Assert.Equal(1, single.LapLength);
        Assert.Same(Hosts[0], single.Current);
    }

    private static BrokerHost Host(string name) => new(new BrokerEndpoint(name, 5672, useTls: false), new VirtualHost("shop"), Tls: null);
}
