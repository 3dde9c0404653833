using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Channels and handles: which number comes next, and when there is none.</summary>
public class EndpointTableTests
{
    private readonly EndpointTable<string> _table = new("handle-max", 2);

    [Fact]
    public void TheLowestFreeNumberComesNext()
    {
        Assert.Equal([0u, 1u, 2u], new[] { Add("a"), Add("b"), Add("c") });

        _table.Free(1);

        Assert.Equal(["a", "c"], _table.All);
        Assert.Equal(1u, _table.FindFree());
        Assert.Equal(1u, Add("d"));
        Assert.Equal(["a", "d", "c"], _table.All);
    }

    [Fact]
    public void ANumberStaysFreeUntilItIsSet()
    {
        Assert.Equal((0u, 0u), (_table.FindFree(), _table.FindFree()));
        Assert.Null(_table[0]);
        Assert.Null(_table[7]);
        Assert.Empty(_table.All);
    }

    [Theory]
    [InlineData(uint.MaxValue, 2, true)]
    [InlineData(5, 2, true)]
    [InlineData(2, 2, false)]
    [InlineData(1, 1, false)]
    [InlineData(0, 0, false)]
    public void TheLowerLimitOfBothSidesCounts(uint remoteMax, uint limit, bool isOwn)
    {
        _table.RemoteMax = remoteMax;
        for (uint number = 0; number <= limit; number++)
        {
            Assert.Equal(number, Add("x"));
        }

        LimitReachedException reached = Assert.Throws<LimitReachedException>(() => _table.FindFree());

        Assert.Equal(("handle-max", limit, isOwn), (reached.LimitName, reached.Limit, reached.IsOwn));
    }

    [Fact]
    public void ThePeersNumbersAreApart()
    {
        uint own = Add("a");
        _table.SetRemote(100, "a");

        Assert.Equal(("a", "a"), (_table[own], _table.FindRemote(100)));
        Assert.Null(_table.FindRemote(own));
        _table.FreeRemote(100);
        Assert.Null(_table.FindRemote(100));
        Assert.Equal("a", _table[own]);
    }

    private uint Add(string endpoint)
    {
        uint number = _table.FindFree();
        _table.Set(number, endpoint);
        return number;
    }
}
