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

    public static TheoryData<string> OptionNames =>
    [
        .. typeof(SenderOptions).GetProperties().Select(property => property.Name).Where(name => name != nameof(SenderOptions.Queue)),
        .. typeof(SendQueueOptions).GetProperties().Select(property => $"{nameof(SenderOptions.Queue)}.{property.Name}"),
    ];

    /// <summary>An option that is left out of the comparison would give one sender to two callers that want different ones.</summary>
    [Theory]
    [MemberData(nameof(OptionNames))]
    public void Each_option_makes_another_sender_and_equal_ones_the_same(string name)
    {
        SenderSettings changed = SenderSettings.Create(Change(name));
        SenderSettings same = SenderSettings.Create(Change(name));

        Assert.NotEqual(SenderSettings.Default, changed);
        Assert.Equal(changed, same);
        Assert.Equal(changed.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public void Lists_are_equal_by_their_elements_and_order()
    {
        EquatableList<string> list = new(["a", "b"]);

        Assert.True(list.Equals(new EquatableList<string>(["a", "b"])));
        Assert.False(list.Equals(new EquatableList<string>(["b", "a"])));
        Assert.False(list.Equals(new EquatableList<string>(["a"])));
        Assert.False(list.Equals(null));
        Assert.Equal((2, "b"), (list.Count, list[1]));
    }

    /// <summary>Options of which one is not the default.</summary>
    private static SenderOptions Change(string name)
    {
        var options = new SenderOptions();
        object owner = name.StartsWith($"{nameof(SenderOptions.Queue)}.", StringComparison.Ordinal) ? options.Queue : options;
        System.Reflection.PropertyInfo property = owner.GetType().GetProperty(name[(name.LastIndexOf('.') + 1)..])!;
        switch (property.GetValue(owner))
        {
            case IList<string> list:
                list.Add("queue");
                break;
            case IDictionary<string, object?> map:
                map["a"] = new byte[] { 1, 2 };
                break;
            default:
                property.SetValue(owner, GetOther(property.PropertyType));
                break;
        }

        return options;
    }

    private static object GetOther(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => "other",
        var flag when flag == typeof(bool) => true,
        var number when number == typeof(int) => 7,
        var number when number == typeof(long) => 1000L,
        var time when time == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
        var policy when policy == typeof(AmqpRetryPolicy) => AmqpRetryPolicy.None,
        var target when target == typeof(AmqpTarget) => new AmqpTarget { Capabilities = ["topic"] },
        var source when source == typeof(AmqpSource) => new AmqpSource { Address = "other" },
        var logger when logger == typeof(Microsoft.Extensions.Logging.ILogger) => Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
        { IsEnum: true } choice => Enum.GetValues(choice).GetValue(1)!,
        _ => throw new NotSupportedException($"Give another value of {type} here."),
    };

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
        { options => options.SendTimeout = TimeSpan.Zero, "SendTimeout is 00:00:00. Give a time above zero and up to 49 days, or Timeout.InfiniteTimeSpan (-00:00:00.001) for ever." },
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
