using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>What attributes and options ask of a link that is made here, and what is refused.</summary>
public sealed class OptionTests
{
    [Theory]
    [InlineData(Way.Session)]
    [InlineData(Way.Connection)]
    public async Task The_attach_frame_says_what_attributes_and_options_say(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        end.Broker.CreateQueue("elsewhere");
        SenderOptions options = new()
        {
            Address = "elsewhere",
            DesiredCapabilities = { "shared" },
            LinkProperties = { ["x-number"] = 7L, ["x-symbol"] = new AmqpSymbol("s"), ["x-map"] = new AmqpMap { { "k", new object[] { 1, "two" }.ToList() } } },
        };
        ICapableSender notes = await end.CreateAsync<ICapableSender>(way, options);

        await notes.SendAsync(new Note("1")).Within();

        BrokerLink link = end.Broker.Links.Single();
        Assert.Equal(("elsewhere", 1), (link.Address, end.Broker.GetQueue("elsewhere").Count));
        Assert.Equal(["queue", "shared"], link.DesiredCapabilities.Select(capability => capability.Value));
        Assert.Equal(("yes", 7L), (link.Properties![new AmqpSymbol("x-own")], link.Properties[new AmqpSymbol("x-number")]));
        Assert.Equal(new AmqpSymbol("s"), link.Properties[new AmqpSymbol("x-symbol")]);
        Assert.Equal([1, "two"], Assert.IsType<List<object?>>(Assert.IsType<AmqpMap>(link.Properties[new AmqpSymbol("x-map")])["k"]));
    }

    [Fact]
    public async Task A_capability_that_is_required_and_not_offered_gives_the_link_up()
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        SenderOptions options = new() { RequiredCapabilities = { "transactions" } };
        INoteSender notes = MicrosoftAmqpTransport.CreateOnConnection<INoteSender>(end.Connection, options);

        SendOutcome outcome = await notes.TellAsync(new Note("1")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.CapabilityMissing), (outcome.Kind, outcome.Reason));
        Assert.Contains("transactions", outcome.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, end.Queue.ArrivedCount);
    }

    [Fact]
    public async Task Required_capabilities_are_refused_over_a_session()
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        Microsoft.Azure.Amqp.AmqpSession session = await end.OpenSessionAsync();

        var thrown = Assert.Throws<ArgumentException>(
            () => MicrosoftAmqpTransport.CreateOnSession<INoteSender>(session, new SenderOptions { RequiredCapabilities = { "transactions" } }));

        Assert.Contains("AmqpConnection", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Ways))]
    public async Task Retention_is_refused_with_the_reason(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();

        foreach (SenderOptions options in new SenderOptions[] { new() { Retention = MessageRetention.UntilSettled }, new() { RetryIndeterminate = true } })
        {
            ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => end.CreateAsync<INoteSender>(way, options));
            Assert.Contains("the transport's once it has it", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Options_that_contradict_the_users_link_are_refused()
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();

        foreach (SenderOptions options in new SenderOptions[]
        {
            new() { Address = "elsewhere" }, new() { SendSettleMode = SenderSettleMode.Settled }, new() { ReceiveSettleMode = ReceiverSettleMode.Second },
            new() { DesiredCapabilities = { "queue" } }, new() { LinkProperties = { ["k"] = 1 } },
        })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => end.CreateAsync<INoteSender>(Way.Link, options));
        }

        INoteSender notes = await end.CreateAsync<INoteSender>(Way.Link, new SenderOptions { Address = "notes", SendSettleMode = SenderSettleMode.Unsettled });
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("1")).Within());
    }
}
