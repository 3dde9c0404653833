namespace TypedSender.Tests.Sending;

public sealed class SenderSettingsTests
{
    [Fact]
    public void Settings_of_equal_content_are_equal()
    {
        SenderSettings left = SenderSettings.Create(new SenderOptions
        {
            Address = "orders",
            DesiredCapabilities = { "queue" },
            LinkProperties = { ["a"] = 1, ["b"] = new byte[] { 1, 2 } },
        });
        SenderSettings right = SenderSettings.Create(new SenderOptions
        {
            Address = "orders",
            DesiredCapabilities = { "queue" },
            LinkProperties = { ["b"] = new byte[] { 1, 2 }, ["a"] = 1 },
        });

        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(SenderSettings.Create(null), SenderSettings.Create(new SenderOptions()));
    }

    public static TheoryData<Action<SenderOptions>> Changes =>
    [
        options => options.Address = "other",
        options => options.Broker = AmqpBrokerKind.Generic,
        options => options.MaxInFlight = 7,
        options => options.SendTimeout = TimeSpan.FromSeconds(1),
        options => options.MaxMessageSize = 1000,
        options => options.DesiredCapabilities.Add("topic"),
        options => options.LinkProperties["a"] = 1L,
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Settings_that_differ_in_one_thing_are_not_equal(Action<SenderOptions> change)
    {
        var options = new SenderOptions();
        change(options);

        Assert.NotEqual(SenderSettings.Default, SenderSettings.Create(options));
    }

    [Fact]
    public void Later_changes_of_the_options_do_not_reach_the_settings()
    {
        var options = new SenderOptions { DesiredCapabilities = { "queue" } };
        SenderSettings settings = SenderSettings.Create(options);

        options.DesiredCapabilities.Add("topic");
        options.LinkProperties["a"] = 1;

        Assert.Equal(["queue"], settings.DesiredCapabilities);
        Assert.Empty(settings.LinkProperties);
    }

    /// <summary>An address stands in errors, logs and telemetry.</summary>
    [Theory]
    [InlineData("amqps://user:{password}@host/orders")]
    [InlineData("amqps://{password}@host/orders")]
    [InlineData("Endpoint=sb://host/;SharedAccessKeyName=Root;SharedAccessKey={password}")]
    [InlineData("orders;password={password}")]
    public void An_address_with_a_secret_is_refused_without_repeating_it(string address)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>("Address", () => SenderSettings.Create(new SenderOptions { Address = Canary.In(address) }));

        Assert.StartsWith("Address holds a user name or a password, as of a URL or a connection string. Give the address alone", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amqps://shop.example/orders")]
    [InlineData("/exchange/amq.topic/user@example")]
    [InlineData("orders; {create: always, key=1}")]
    public void An_address_may_be_a_url_without_a_user_or_have_settings(string address)
        => Assert.Equal(address, SenderSettings.Create(new SenderOptions { Address = address }).Address);

    public static TheoryData<Action<SenderOptions>, string> Wrong => new()
    {
        { options => options.Address = " ", "Address is empty. Leave it null to take the address of the sender interface." },
        { options => options.MaxInFlight = 0, "MaxInFlight is 0. Give a number from 1 to 2147483647." },
        { options => options.MaxMessageSize = 0, "MaxMessageSize is 0. Give a number from 1 to 9223372036854775807." },
        { options => options.SendTimeout = TimeSpan.Zero, "SendTimeout is 00:00:00. Give a time above zero and up to 49 days, or Timeout.InfiniteTimeSpan." },
        { options => options.DesiredCapabilities.Add(""), "DesiredCapabilities has the entry ''. Give ASCII text that is not empty: it is sent as a symbol." },
        { options => options.LinkProperties["straße"] = 1, "LinkProperties has the entry 'straße'. Give ASCII text that is not empty: it is sent as a symbol." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_unusable_value_is_refused_by_name_and_value(Action<SenderOptions> change, string expected)
    {
        var options = new SenderOptions();
        change(options);

        var error = Assert.ThrowsAny<ArgumentException>(() => SenderSettings.Create(options));

        Assert.Equal($"{expected} (Parameter 'options')", error.Message);
    }
}
