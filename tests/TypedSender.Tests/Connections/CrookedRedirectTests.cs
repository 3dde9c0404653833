using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Connections;

/// <summary>What a peer may write into the info map of a redirect: what cannot be used is told, and nothing is connected.</summary>
public sealed class CrookedRedirectTests
{
    public static TheoryData<string, object?, string> Values => new()
    {
        { "port", 0, "port is 0, which is no TCP port" },
        { "port", 70_000u, "port is 70000, which is no TCP port" },
        { "port", -1L, "port is -1, which is no TCP port" },
        { "port", ulong.MaxValue, "port is 18446744073709551615, which is no TCP port" },
        { "port", "5672", "port is of the type String, and no whole number" },
        { "port", 5672.0, "port is of the type Double, and no whole number" },
        { "network-host", 7, "network-host is of the type Int32, and no text" },
        { "network-host", "", "network-host is empty" },
        { "network-host", "a b", "network-host is no name or address of a host" },
        { "network-host", "user:password@host", "network-host is no name or address of a host" },
        { "network-host", "host\r\nForged: line", "network-host has control characters" },
        { "network-host", new string('h', 256), "network-host has 256 characters, and 255 are taken at the most" },
        { "hostname", "shop\0", "hostname has control characters" },
        { "hostname", new List<object?>(), "hostname is of the type List`1, and no text" },
        { "hostname", new string('h', 60_000), "hostname has 60,000 characters, and 255 are taken at the most" },
        { "address", new byte[] { 1 }, "address is of the type Byte[], and no text" },
        { "address", "a\nb", "address has control characters" },
        { "address", new string('a', 1025), "address has 1,025 characters, and 1,024 are taken at the most" },
        { "address", "amqp://user:password@host/a", "address holds a user name or a password" },
        { "hostname", "amqp://user:password@host", "hostname holds a user name or a password" },
        { "scheme", 5, "scheme is of the type Int32, and no text" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Each_value_that_cannot_be_used_is_named(string key, object? value, string expected)
    {
        AmqpMap info = new() { { new AmqpSymbol("network-host"), "other.example" }, { new AmqpSymbol("port"), 5672 } };
        info[new AmqpSymbol(key)] = value;
        AmqpError error = new() { Condition = AmqpErrorConditions.LinkRedirect, Info = info };

        Assert.False(AmqpRedirect.TryRead(error, out AmqpRedirect? redirect, out string? problem));

        Assert.Null(redirect);
        Assert.Null(AmqpRedirect.Read(error));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void A_map_that_is_missing_or_empty_points_nowhere()
    {
        foreach (AmqpMap? info in new[] { null, new AmqpMap(), new AmqpMap { { new AmqpSymbol("other"), 1 } } })
        {
            Assert.False(AmqpRedirect.TryRead(new AmqpError { Condition = AmqpErrorConditions.ConnectionRedirect, Info = info }, out _, out string? problem));
            Assert.Equal("it names no host, port or address", problem);
        }

        Assert.False(AmqpRedirect.TryRead(new AmqpError { Condition = AmqpErrorConditions.NotFound }, out _, out string? none));
        Assert.Null(none);
        Assert.Null(AmqpRedirect.Read(null));
    }

    [Fact]
    public void Every_whole_number_is_a_port_and_symbols_are_texts()
    {
        foreach (object port in new object[] { (byte)80, (sbyte)80, (short)80, (ushort)80, 80, 80u, 80L, 80ul })
        {
            AmqpMap info = new() { { new AmqpSymbol("port"), port }, { new AmqpSymbol("hostname"), new AmqpSymbol("shop") } };
            AmqpRedirect redirect = AmqpRedirect.Read(new AmqpError { Condition = AmqpErrorConditions.ConnectionRedirect, Info = info })!;
            Assert.Equal((80, "shop", null, "shop:80"), (redirect.Port, redirect.HostName, redirect.NetworkHost, redirect.ToString()));
        }
    }

    [Fact]
    public void An_address_of_a_connections_redirect_is_not_read()
    {
        AmqpMap info = new() { { new AmqpSymbol("port"), 80 }, { new AmqpSymbol("address"), "a" } };
        AmqpRedirect redirect = AmqpRedirect.Read(new AmqpError { Condition = AmqpErrorConditions.ConnectionRedirect, Info = info })!;

        Assert.Equal((null, "the same host, port 80"), (redirect.Address, redirect.ToString()));
    }

    [Theory]
    [InlineData(RedirectPolicy.Surface)]
    [InlineData(RedirectPolicy.Follow)]
    public async Task A_crooked_map_ends_sends_with_an_error_that_says_how(RedirectPolicy redirects)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").RefuseNextLinks(1, RedirectTests.ToLink("127.0.0.1", 70_000));
        await using SendClient client = new(broker.Url, options => options.Redirects = redirects);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("notes").SendAsync(new AmqpMessage { Value = "a" }).Within());

        Assert.Equal((SendReason.AddressRefused, "amqp:link:redirect", null), (thrown.Reason, thrown.Condition, thrown.Redirect));
        Assert.Contains("amqp:link:redirect. Its info map cannot be used: port is 70000, which is no TCP port. Check the broker.", thrown.Message, StringComparison.Ordinal);
    }
}
