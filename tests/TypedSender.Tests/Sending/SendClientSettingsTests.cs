using System.Text;
namespace TypedSender.Tests.Sending;

public sealed class SendClientSettingsTests
{
    private const string NoHost = "Entry 2 of SendClientOptions.Hosts is no host name or address, with or without a port. Give each host as host or host:port, without scheme, user and path. (Parameter 'options')";

    [Fact]
    public void The_defaults_are_usable_and_are_those_documented()
    {
        SendClientSettings settings = SendClientSettings.Create(new SendClientOptions());

        Assert.Equal(new BrokerHost(new BrokerEndpoint("localhost", 5672, useTls: false), new VirtualHost("localhost"), Tls: null), Assert.Single(settings.Hosts));
        Assert.Same(AmqpRetryPolicy.Default, settings.RetryPolicy);
        Assert.Equal(65_536, settings.MaxFrameSize);
        Assert.Equal(255, settings.ChannelMax);
        Assert.Equal(TimeSpan.FromSeconds(60), settings.IdleTimeout);
        Assert.Equal(TimeSpan.FromSeconds(15), settings.OpenTimeout);
        Assert.Equal(TimeSpan.FromSeconds(60), settings.SendTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.DrainTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.CloseTimeout);
        Assert.Equal(67_108_864, settings.MaxPendingBytes);
        Assert.NotEqual(SendClientSettings.Create(new SendClientOptions()).ContainerId, settings.ContainerId);
    }

    [Fact]
    public void Each_host_has_its_port_its_virtual_host_and_its_name_for_tls()
    {
        SendClientSettings settings = SendClientSettings.Create(new SendClientOptions { Host = "one", UseTls = true, Hosts = { "two", "three:5673" } });

        Assert.Equal([(new BrokerEndpoint("one", 5671, useTls: true), "one", "one"), (new BrokerEndpoint("two", 5671, useTls: true), "two", "two"), (new BrokerEndpoint("three", 5673, useTls: true), "three", "three")],
            settings.Hosts.Select(host => (host.Endpoint, host.VirtualHost.Hostname, host.Tls!.TargetHost)));
    }

    [Fact]
    public void A_password_goes_unencrypted_to_none_of_the_hosts()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(
            () => SendClientSettings.Create(new SendClientOptions { Host = "localhost", UserName = "guest", Password = Canary.Password, Hosts = { "127.0.0.1:5673", "far.example" } }));

        Assert.Equal(
            "The password would travel unencrypted to 'far.example'. Use TLS (amqps://), connect to this machine only, or set AllowInsecureTransport (in a URL: ?allow-insecure-transport=true) if the network between is trusted. (Parameter 'options')",
            thrown.Message);
    }

    [Theory]
    [InlineData("", "Hosts is empty. Give each host as host or host:port, or leave the list empty. (Parameter 'options')")]
    [InlineData("a:b", "Entry 2 of SendClientOptions.Hosts has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672 (5671 with TLS). Give each host as host or host:port, without scheme, user and path. (Parameter 'options')")]
    [InlineData("a b", NoHost)]
    [InlineData("amqp://guest:{password}@two", "Entry 2 of SendClientOptions.Hosts has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672 (5671 with TLS). Give each host as host or host:port, without scheme, user and path. (Parameter 'options')")]
    [InlineData("{password}@two", NoHost)]
    [InlineData("Host=two;Password={password}", NoHost)]
    public void A_wrong_further_host_is_refused(string entry, string expected)
        => Assert.Equal(expected, Assert.Throws<ArgumentException>(() => SendClientSettings.Create(new SendClientOptions { Hosts = { "one", Canary.In(entry) } })).Message);

    [Theory]
    [InlineData("amqp://guest:{password}@one")]
    [InlineData("guest:{password}@one")]
    [InlineData("Endpoint=sb://one/;SharedAccessKey={password}")]
    [InlineData("one:5672")]
    public void A_host_that_is_none_is_refused_without_repeating_it(string host)
    {
        foreach ((string name, Action<SendClientOptions> set) in new (string, Action<SendClientOptions>)[]
        {
            ("Host", options => options.Host = Canary.In(host)), ("TlsHost", options => options.TlsHost = Canary.In(host)),
            ("TokenHost", options => options.TokenHost = Canary.In(host)),
        })
        {
            SendClientOptions options = new();
            set(options);

            Assert.Equal(
                $"SendClientOptions.{name} is no host name or address. Give the name or address alone, without scheme, user, port and path; SendClientOptions.FromUrl reads URLs. (Parameter 'options')",
                Assert.Throws<ArgumentException>(() => new SendClient(options)).Message);
        }
    }

    [Fact]
    public void Without_a_host_the_list_of_hosts_is_all_there_is()
    {
        SendClientSettings settings = SendClientSettings.Create(new SendClientOptions { Hosts = { "one", "two:5673" } });

        Assert.Equal(["one:5672", "two:5673"], settings.Endpoints.Select(endpoint => endpoint.ToString()));
    }

    [Fact]
    public void A_host_that_is_set_comes_before_the_list_whatever_it_is()
    {
        SendClientSettings settings = SendClientSettings.Create(new SendClientOptions { Host = "localhost", Hosts = { "one" } });

        Assert.Equal(["localhost:5672", "one:5672"], settings.Endpoints.Select(endpoint => endpoint.ToString()));
    }

    [Fact]
    public void Later_changes_of_the_options_do_not_reach_the_settings()
    {
        var options = new SendClientOptions { ContainerId = "one", ConnectionProperties = { ["a"] = 1 } };
        SendClientSettings settings = SendClientSettings.Create(options);

        options.ContainerId = "two";
        options.ConnectionProperties["b"] = 2;

        Assert.Equal("one", settings.ContainerId);
        Assert.Equal(1, Assert.Single(settings.ConnectionProperties).Value);
    }

    public static TheoryData<Action<SendClientOptions>, string> Wrong => new()
    {
        { options => options.Host = " ", "Host is empty. Give the name or address of the broker's machine, or leave it null for the first of Hosts, or localhost." },
        { options => options.Port = 0, "Port is 0. Give a number from 1 to 65535." },
        { options => options.Port = 65_536, "Port is 65536. Give a number from 1 to 65535." },
        { options => options.MaxFrameSize = 511, "MaxFrameSize is 511. Give a number from 512 to 2147483647." },
        { options => options.VirtualHostForm = (VirtualHostForm)3, "VirtualHostForm is 3. Give a number from 0 to 2." },
        { options => options.ChannelMax = 65_536, "ChannelMax is 65536. Give a number from 0 to 65535." },
        { options => options.MaxPendingBytes = 0, "MaxPendingBytes is 0. Give a number from 1 to 9223372036854775807." },
        { options => options.SendTimeout = TimeSpan.Zero, "SendTimeout is 00:00:00. Give a time above zero and up to 49 days, or Timeout.InfiniteTimeSpan (-00:00:00.001) for ever." },
        { options => options.OpenTimeout = TimeSpan.FromSeconds(-3), "OpenTimeout is -00:00:03. Give a time above zero and up to 49 days, or Timeout.InfiniteTimeSpan (-00:00:00.001) for ever." },
        { options => options.OpenTimeout = TimeSpan.Zero, "OpenTimeout is 00:00:00. Give a time above zero and up to 49 days, or Timeout.InfiniteTimeSpan (-00:00:00.001) for ever." },
        { options => options.TokenTimeout = TimeSpan.Zero, "TokenTimeout is 00:00:00. Give a time above zero and up to 49 days, or Timeout.InfiniteTimeSpan (-00:00:00.001) for ever." },
        { options => options.IdleTimeout = TimeSpan.MaxValue, "IdleTimeout is 10675199.02:48:05.4775807. Give a time above zero and up to 49 days, or Timeout.InfiniteTimeSpan (-00:00:00.001) for ever." },
        { options => options.DrainTimeout = TimeSpan.FromSeconds(-3), "DrainTimeout is -00:00:03. Give a time from zero to 49 days, or Timeout.InfiniteTimeSpan (-00:00:00.001) for ever." },
        { options => options.ContainerId = "", "ContainerId is empty. Leave it null for a generated name." },
        { options => options.VirtualHost = "", "VirtualHost is empty. Leave it null to send the host." },
        { options => options.UserName = "", "UserName is empty. Leave it null for ANONYMOUS." },
        { options => options.Password = Canary.Password, "SendClientOptions has a Password but no UserName. Set UserName, or leave both null for ANONYMOUS." },
        { options => (options.UserName, options.Password) = ("u", Canary.Password + "\0"), "SendClientOptions has a UserName or Password with a NUL character, which SASL PLAIN cannot carry (RFC 4616). Remove it." },
        { options => options.TimeProvider = null!, "SendClientOptions.TimeProvider is null. Leave it TimeProvider.System, or give another one." },
        { options => options.ConnectionProperties["größe"] = 1, "ConnectionProperties has the entry 'größe'. Give ASCII text that is not empty: it is sent as a symbol." },
        {
            options => (options.Host, options.UserName, options.Password) = ("broker.example", "shop", Canary.Password),
            "The password would travel unencrypted to 'broker.example'. Use TLS (amqps://), connect to this machine only, or set AllowInsecureTransport (in a URL: ?allow-insecure-transport=true) if the network between is trusted."
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_unusable_value_is_refused_by_name_and_value(Action<SendClientOptions> change, string expected)
    {
        var options = new SendClientOptions();
        change(options);

        var error = Assert.ThrowsAny<ArgumentException>(() => SendClientSettings.Create(options));

        Assert.Equal($"{expected} (Parameter 'options')", error.Message);
        Assert.DoesNotContain(Canary.Mark, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_unusable_values_are_found_each_by_its_option()
    {
        SendClientOptions options = new()
        {
            Host = $"amqp://guest:{Canary.Password}@one",
            ChannelMax = -1,
            SendTimeout = TimeSpan.Zero,
            RedirectHosts = { "one:5672" },
            RetryPolicy = null!,
            SaslMechanisms = { "LOGIN" },
            WebSocketHeaders = { ["Host"] = Canary.Password },
        };

        IReadOnlyList<(string Option, ArgumentException Fault)> faults = SendClientChecks.Find(options);

        Assert.Equal(["Host", "RetryPolicy", "ChannelMax", "SendTimeout", "RedirectHosts", "SaslMechanisms", "WebSocketHeaders"], faults.Select(static fault => fault.Option));
        Assert.Equal(faults[0].Fault.Message, Assert.Throws<ArgumentException>(() => SendClientSettings.Create(options)).Message);
        Assert.DoesNotContain(Canary.Mark, string.Concat(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("broker.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("::1")]
    public void A_password_may_travel_to_this_machine(string host)
    {
        var options = new SendClientOptions { Host = host, UserName = "u", Password = Canary.Password };

        Assert.True(SendClientSettings.Create(options).Login.Credential.Sasl.Choices[^1].Create().GetInitialResponse()!.Value.Span.SequenceEqual(Encoding.UTF8.GetBytes($"\0u\0{Canary.Password}")));
    }

    [Fact]
    public void A_password_may_travel_anywhere_when_that_is_allowed()
    {
        var options = new SendClientOptions { Host = "broker.example", UserName = "u", Password = Canary.Password, AllowInsecureTransport = true };

        Assert.True(SendClientSettings.Create(options).Login.Credential.Sasl.Choices[^1].Create().GetInitialResponse()!.Value.Span.SequenceEqual(Encoding.UTF8.GetBytes($"\0u\0{Canary.Password}")));
    }

    [Fact]
    public void No_text_of_options_or_settings_shows_the_password()
    {
        var options = new SendClientOptions { UserName = "shop", Password = Canary.Password };

        Assert.Equal("amqp://***@localhost:5672", options.ToString());
        Assert.DoesNotContain(Canary.Mark, SendClientSettings.Create(options).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Infinite_timeouts_are_allowed()
    {
        SendClientSettings settings = SendClientSettings.Create(new SendClientOptions
        {
            SendTimeout = Timeout.InfiniteTimeSpan,
            IdleTimeout = Timeout.InfiniteTimeSpan,
            OpenTimeout = Timeout.InfiniteTimeSpan,
            DrainTimeout = Timeout.InfiniteTimeSpan,
            CloseTimeout = Timeout.InfiniteTimeSpan,
        });

        Assert.Equal(
            Enumerable.Repeat(Timeout.InfiniteTimeSpan, 5), [settings.SendTimeout, settings.IdleTimeout, settings.OpenTimeout, settings.DrainTimeout, settings.CloseTimeout]);
    }

    [Fact]
    public void Closing_may_be_told_to_wait_for_nothing()
    {
        SendClientSettings settings = SendClientSettings.Create(new SendClientOptions { DrainTimeout = TimeSpan.Zero, CloseTimeout = TimeSpan.Zero });

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (settings.DrainTimeout, settings.CloseTimeout));
    }
}
