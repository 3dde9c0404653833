using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.Hosting.Tests;

[AmqpContract]
public sealed partial record Ticket([MessageId] Guid Id, [CorrelationId] string Conversation);

[AmqpSender("tickets")]
public partial interface ITicketSender
{
    ValueTask<SendOutcome> TellAsync(Ticket ticket, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Ticket> tickets, CancellationToken cancellationToken = default);
}

[AmqpSender("rooms/{room}")]
public partial interface IRoomSender
{
    ValueTask<SendOutcome> TellAsync(Reading reading, string room, CancellationToken cancellationToken = default);
}

/// <summary>Spans and metrics by the letter of OpenTelemetry's conventions for messaging, as its own exporter sees them.</summary>
[Collection(nameof(TelemetryTests))]
public sealed class ConventionTests : IDisposable
{
    private static readonly Ticket First = new(new Guid("6f2d1c1e-8f5c-4a3f-9b0a-1f2e3d4c5b6a"), "call-1");
    private static readonly Ticket Second = new(new Guid("00000000-0000-0000-0000-000000000002"), "call-2");

    private readonly List<Activity> _spans = [];
    private readonly List<MetricSnapshot> _metrics = [];
    private readonly TracerProvider _tracing;
    private readonly MeterProvider _measuring;

    public ConventionTests()
    {
        _tracing = Sdk.CreateTracerProviderBuilder().AddTypedSenderInstrumentation().AddInMemoryExporter(_spans).Build();
        _measuring = Sdk.CreateMeterProviderBuilder().AddTypedSenderInstrumentation().AddInMemoryExporter(_metrics).Build();
    }

    public void Dispose()
    {
        _tracing.Dispose();
        _measuring.Dispose();
    }

    [Fact]
    public async Task A_send_has_every_attribute_that_the_conventions_recommend_the_first_one_too()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using SendClient client = new(broker.Url, options => options.ContainerId = "till-7");

        await client.GetSender<ITicketSender>().TellAsync(First).Within();
        await client.GetSender<ITicketSender>().TellAsync(First).Within();

        Activity[] spans = Spans(broker);
        Assert.Equal(2, spans.Length);
        Assert.All(spans, span => Assert.Equal(
            new Dictionary<string, object?>
            {
                ["messaging.operation.name"] = "send",
                ["messaging.operation.type"] = "send",
                ["messaging.system"] = "amqp",
                ["messaging.destination.name"] = "tickets",
                ["messaging.message.id"] = "6f2d1c1e-8f5c-4a3f-9b0a-1f2e3d4c5b6a",
                ["messaging.message.conversation_id"] = "call-1",
                ["messaging.client.id"] = "till-7",
                ["server.address"] = "127.0.0.1",
                ["server.port"] = broker.Port,
                ["network.peer.address"] = "127.0.0.1",
                ["network.peer.port"] = broker.Port,
            },
            span.TagObjects.ToDictionary()));
    }

    [Fact]
    public void Source_and_meter_have_the_schema_of_the_conventions()
    {
        using MeterListener listener = new();
        HashSet<string?> schemas = [];
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == TypedSenderTelemetry.MeterName)
            {
                schemas.Add(instrument.Meter.TelemetrySchemaUrl);
            }
        };
        listener.Start();

        Assert.Equal([TypedSenderTelemetry.SchemaUrl], schemas);
        Assert.StartsWith("https://opentelemetry.io/schemas/1.", TypedSenderTelemetry.SchemaUrl);
    }

    [Fact]
    public async Task A_list_links_to_its_messages_by_their_ids()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using SendClient client = new(broker.Url);

        await client.GetSender<ITicketSender>().TellAllAsync([First, Second]).Within();

        Activity send = Assert.Single(Spans(broker), static span => span.DisplayName == "send tickets");
        Activity[] creations = [.. _spans.Where(span => span.DisplayName == "create tickets" && send.Links.Any(link => link.Context.SpanId == span.SpanId))];
        Assert.Equal(TypedSenderTelemetry.SchemaUrl, send.Source.TelemetrySchemaUrl);
        Assert.Equal([First.Id.ToString(), Second.Id.ToString()], send.Links.Select(static link => link.Tags!.Single(static tag => tag.Key == "messaging.message.id").Value));
        Assert.Equal(["call-1", "call-2"], send.Links.Select(static link => link.Tags!.Single(static tag => tag.Key == "messaging.message.conversation_id").Value));
        Assert.Equal([First.Id.ToString(), Second.Id.ToString()], creations.Select(static span => span.GetTagItem("messaging.message.id")));
        Assert.Equal(2, send.GetTagItem("messaging.batch.message_count"));
        Assert.Null(send.GetTagItem("messaging.message.id"));
    }

    [Fact]
    public async Task An_address_with_parameters_is_named_and_so_is_its_template()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true, AnonymousRelay = true });
        await using SendClient client = new(broker.Url);

        await client.GetSender<IRoomSender>().TellAsync(new Reading(1), "cellar").Within();

        Activity span = Assert.Single(Spans(broker));
        Assert.Equal(("send rooms/{room}", "rooms/{room}", "rooms/cellar"), (span.DisplayName, span.GetTagItem("messaging.destination.template"), span.GetTagItem("messaging.destination.name")));
    }

    [Theory]
    [InlineData("/exchanges/logs/eu.errors", "logs:eu.errors", "eu.errors")]
    [InlineData("/exchanges/logs%2F1", "logs/1", null)]
    [InlineData("/queues/tickets%20eu", "tickets eu", "tickets eu")]
    [InlineData("/exchange/logs/eu", "logs:eu", "eu")]
    [InlineData("/topic/eu.errors", "amq.topic:eu.errors", "eu.errors")]
    [InlineData("/queue/tickets", "tickets", "tickets")]
    [InlineData("tickets", "tickets", null)]
    public async Task A_peer_that_says_it_is_RabbitMQ_is_named_with_exchange_and_routing_key(string address, string destination, string? routingKey)
    {
        InProcessBrokerOptions options = new() { CreateQueuesOnDemand = true, Properties = new AmqpMap { [new AmqpSymbol("product")] = "RabbitMQ", [new AmqpSymbol("version")] = "4.1.0" } };
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        await using SendClient client = new(broker.Url);

        await client.GetSender<ITicketSender>(new SenderOptions { Address = address }).TellAsync(First).Within();

        Activity span = Assert.Single(Spans(broker));
        Assert.Equal(
            ($"send {destination}", "rabbitmq", destination, routingKey),
            (span.DisplayName, span.GetTagItem("messaging.system"), span.GetTagItem("messaging.destination.name"), span.GetTagItem("messaging.rabbitmq.destination.routing_key")));
    }

    [Fact]
    public async Task A_send_that_was_cancelled_before_it_began_is_not_counted_as_sent()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using SendClient client = new(broker.Url);
        ITicketSender sender = client.GetSender<ITicketSender>();

        await sender.TellAsync(First).Within();
        SendOutcome cancelled = await sender.TellAsync(First, new CancellationToken(canceled: true)).Within();
        _measuring.ForceFlush();

        Assert.Equal(SendReason.Canceled, cancelled.Reason);
        Assert.Equal(1, Count(broker));
    }

    private Activity[] Spans(InProcessBroker broker) => [.. _spans.ToArray().Where(span => Equals(span.GetTagItem("server.port"), broker.Port) && Equals(span.GetTagItem("messaging.operation.name"), "send"))];

    private long Count(InProcessBroker broker)
    {
        long count = 0;
        foreach (MetricPoint point in _metrics.Where(static metric => metric.Name == TypedSenderTelemetry.SentMessages).SelectMany(static metric => metric.MetricPoints))
        {
            foreach (KeyValuePair<string, object?> tag in point.Tags)
            {
                count += tag.Key == "server.port" && Equals(tag.Value, broker.Port) ? point.GetSumLong() : 0;
            }
        }

        return count;
    }
}
