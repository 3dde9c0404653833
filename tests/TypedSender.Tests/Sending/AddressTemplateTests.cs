using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Sending;

/// <summary>Addresses that are made of parameters: on one link where the peer relays, and on a link for each address elsewhere.</summary>
public sealed class AddressTemplateTests
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_message_goes_where_its_parameters_say(bool relays)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { AnonymousRelay = relays, CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url);
        ITelemetrySender telemetry = client.GetSender<ITelemetrySender>();

        SendOutcome[] outcomes =
        [
            await telemetry.TellAsync(new Note("a"), "eu").Within(),
            await telemetry.TellAsync(new Note("b"), "us").Within(),
            .. await telemetry.TellAllAsync([new Note("c"), new Note("d")], "eu").Within(),
            await telemetry.TellOneAsync(new Note("e"), "x", Id, -7).Within(),
            await telemetry.TellCommonAsync(new Note("f")).Within(),
        ];

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(
            new Dictionary<string, int> { ["telemetry/eu"] = 3, ["telemetry/us"] = 1, ["x/00112233-4455-6677-8899-aabbccddeeff/{-7}"] = 1, ["telemetry"] = 1 },
            broker.Queues.ToDictionary(queue => queue.Name, queue => queue.Count));
        Assert.All(broker.Queues, queue => Assert.All(queue.Messages, message => Assert.Equal(queue.Name, message.Message.Properties!.Value.To)));
        Assert.Equal(relays ? 1 : 4, broker.Links.Count);
        Assert.Equal("telemetry/{region}", client.GetMessageSender(telemetry).Address);
    }

    [Fact]
    public async Task An_address_that_the_peer_does_not_have_is_told_with_what_made_it()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using var client = new SendClient(broker.Url);
        MessageSender anonymous = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous });
        AmqpMessage message = new() { Value = "a", Properties = new Properties { To = "nowhere" } };

        SendOutcome ofTemplate = await client.GetSender<ITelemetrySender>().TellAsync(new Note("a"), "nowhere").Within();
        SendOutcome ofMessage = await anonymous.SendForOutcomeAsync(message, CancellationToken.None).AsTask().Within();

        Assert.Equal((SendReason.AddressRefused, SendReason.AddressRefused), (ofTemplate.Reason, ofMessage.Reason));
        Assert.Contains(" refused the address 'telemetry/nowhere': ", ofTemplate.ToString(), StringComparison.Ordinal);
        Assert.Contains(" Create it at the broker, or correct the value of the parameter or the template in [AmqpSender] or [Address].", ofTemplate.ToString(), StringComparison.Ordinal);
        Assert.Contains(" Create it at the broker, or correct the address of the message in [Address], [To] or Properties.To.", ofMessage.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "", "it is empty")]
    [InlineData(null, "a/b", "it has '/' at index 1, which the broker gives a meaning in addresses")]
    [InlineData(null, "a\u0001", "it has the control character U+0001 at index 1")]
    [InlineData(AmqpBrokerKind.RabbitMq, "100%", "it has '%' at index 3, which RabbitMQ gives a meaning in addresses")]
    [InlineData(AmqpBrokerKind.ServiceBus, "a?b", "it has '?' at index 1, which Service Bus gives a meaning in addresses")]
    [InlineData(AmqpBrokerKind.EventHubs, "a/b", "it has '/' at index 1, which Event Hubs gives a meaning in addresses")]
    [InlineData(AmqpBrokerKind.Artemis, "a::b", "it has ':' at index 1, which ActiveMQ Artemis gives a meaning in addresses")]
    [InlineData(AmqpBrokerKind.Qpid, "a;b", "it has ';' at index 1, which Qpid gives a meaning in addresses")]
    [InlineData(AmqpBrokerKind.Solace, "a>", "it has '>' at index 1, which Solace gives a meaning in addresses")]
    public Task A_value_that_an_address_cannot_hold_is_refused_before_anything_is_sent(AmqpBrokerKind? kind, string value, string reason) => ExpectRefusedAsync(kind, value, reason);

    [Fact]
    public Task Half_a_character_is_refused_before_anything_is_sent() => ExpectRefusedAsync(kind: null, "a\uD800", "it has half a character, U+D800 at index 1");

    [Fact]
    public async Task Null_is_refused_at_the_call()
    {
        await using var client = new SendClient("amqp://127.0.0.1");
        ITelemetrySender telemetry = client.GetSender<ITelemetrySender>();

        Assert.Throws<ArgumentNullException>("region", () => { _ = telemetry.TellAsync(new Note("a"), null!); });
    }

    private static async Task ExpectRefusedAsync(AmqpBrokerKind? kind, string value, string reason)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url, options => options.Broker = kind);
        ITelemetrySender telemetry = client.GetSender<ITelemetrySender>();

        AmqpEncodeException refused = await Assert.ThrowsAsync<AmqpEncodeException>(() => telemetry.TellAsync(new Note("a"), value).AsTask());
        await Assert.ThrowsAsync<AmqpEncodeException>(() => telemetry.TellAllAsync([new Note("a")], value).AsTask());

        Assert.Equal(("region", $"The value of 'region' cannot stand in the address 'telemetry/{{region}}': {reason}. Nothing was sent. Correct the value."), (refused.Member, refused.Message));
        Assert.Equal(0, broker.AcceptedConnectionCount);
    }

    [Theory]
    [InlineData(AmqpBrokerKind.Artemis, "a/b.c", "telemetry/a/b.c")]
    [InlineData(AmqpBrokerKind.RabbitMq, "größe", "telemetry/größe")]
    [InlineData(null, "a%2Fb\U0001F600", "telemetry/a%2Fb\U0001F600")]
    public async Task What_means_nothing_to_the_broker_is_sent_as_it_is(AmqpBrokerKind? kind, string value, string address)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url, options => options.Broker = kind);

        await client.GetSender<ITelemetrySender>().TellAsync(new Note("a"), value).Within();

        Assert.Equal(address, Assert.Single(broker.Queues).Name);
    }

    [Fact]
    public async Task Values_are_percent_encoded_in_addresses_that_RabbitMQ_decodes()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url, options => options.Broker = AmqpBrokerKind.RabbitMq);

        await client.GetSender<IEncodedAddressSender>().TellAsync(new Note("a"), "a/b c%ä").Within();
        await Assert.ThrowsAsync<AmqpEncodeException>(() => client.GetSender<IEncodedAddressSender>().TellAsync(new Note("a"), "\u0001").AsTask());

        Assert.Equal("/queues/a%2Fb%20c%25%C3%A4", Assert.Single(broker.Queues).Name);
    }

    [Fact]
    public async Task Spans_have_the_template_and_the_address_of_the_message()
    {
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == TypedSenderTelemetry.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> options) => options.Name == "send telemetry/{region}" ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
        };
        EventLog<Activity> spans = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { AnonymousRelay = true, CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url, options => options.ContainerId = "templates");
        listener.ActivityStopped = span =>
        {
            if ((string?)span.GetTagItem("messaging.client.id") == "templates")
            {
                spans.Add(span);
            }
        };
        ActivitySource.AddActivityListener(listener);

        await client.GetSender<ITelemetrySender>().TellAsync(new Note("a"), "eu").Within();
        await spans.WaitForCountAsync(1);

        Assert.Equal(("send telemetry/{region}", "telemetry/{region}", "telemetry/eu"), (spans.Items[0].DisplayName, spans.Items[0].GetTagItem("messaging.destination.template"), spans.Items[0].GetTagItem("messaging.destination.name")));
    }

    [Fact]
    public async Task An_address_of_the_options_comes_before_the_template()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url);

        await client.GetSender<ITelemetrySender>(new SenderOptions { Address = "all" }).TellAsync(new Note("a"), "eu").Within();

        BrokerQueue queue = Assert.Single(broker.Queues);
        Assert.Equal(("all", "telemetry/eu"), (queue.Name, Assert.Single(queue.Messages).Message.Properties!.Value.To));
    }
}
