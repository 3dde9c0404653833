using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace TypedSender.Azure.Tests.Messages;

/// <summary>The copy of the trace context that the receivers of the Azure SDKs read.</summary>
public class DiagnosticIdTests
{
    [Theory]
    [InlineData(null, null, false)]
    [InlineData(AmqpBrokerKind.RabbitMq, null, false)]
    [InlineData(AmqpBrokerKind.ServiceBus, null, true)]
    [InlineData(AmqpBrokerKind.EventHubs, null, true)]
    [InlineData(AmqpBrokerKind.ServiceBus, false, false)]
    [InlineData(AmqpBrokerKind.Generic, true, true)]
    public async Task The_broker_or_the_option_says_whether_there_is_one(AmqpBrokerKind? broker, bool? option, bool isThere)
    {
        IReadOnlyDictionary<string, object> properties = await SendAsync(sender => sender.SendAsync(new Plain(new byte[] { 1 })), broker, option);

        Assert.Equal(isThere ? 2 : 1, properties.Count);
        Assert.Equal(isThere ? properties["traceparent"] : null, properties.GetValueOrDefault("Diagnostic-Id"));
    }

    /// <summary>Beside properties of the message: written in one run, and by levels.</summary>
    [Fact]
    public async Task It_stands_among_the_properties_of_the_message()
    {
        IReadOnlyDictionary<string, object> levels = await SendAsync(sender => sender.SendTaggedAsync(new Plain(new byte[] { 1 }), "t"), AmqpBrokerKind.ServiceBus, null, "vendor=1");
        IReadOnlyDictionary<string, object> run = SdkReader.ServiceBus(await TracedAsync(
            () => RecordedMessages.OfAsync<IBareSender>(sender => sender.SendTaggedAsync(new Bare(new byte[] { 1 }), new string('t', 200)), options => options.Broker = AmqpBrokerKind.ServiceBus), "vendor=1")).ApplicationProperties;

        foreach (IReadOnlyDictionary<string, object> properties in new[] { levels, run })
        {
            Assert.Equal(["Diagnostic-Id", "tag", "traceparent", "tracestate"], properties.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(properties["traceparent"], properties["Diagnostic-Id"]);
            Assert.Equal("vendor=1", properties["tracestate"]);
        }
    }

    [Fact]
    public async Task One_of_the_message_itself_is_not_written_twice()
    {
        IReadOnlyDictionary<string, object> properties = SdkReader.ServiceBus(await TracedAsync(
            () => RecordedMessages.OfAsync<IBareSender>(sender => sender.SendIdentifiedAsync(new Bare(new byte[] { 1 }), "own"), options => options.Broker = AmqpBrokerKind.ServiceBus))).ApplicationProperties;

        Assert.Equal("own", properties["Diagnostic-Id"]);
        Assert.Equal(["Diagnostic-Id", "traceparent"], properties.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_a_trace_there_is_none()
        => Assert.Empty(SdkReader.ServiceBus(await RecordedMessages.OfAsync<IBareSender>(sender => sender.SendAsync(new Bare(new byte[] { 1 })), options => options.Broker = AmqpBrokerKind.ServiceBus)).ApplicationProperties);

    private static async Task<IReadOnlyDictionary<string, object>> SendAsync(Func<ITaggedSender, ValueTask> send, AmqpBrokerKind? broker, bool? option, string? state = null)
        => SdkReader.ServiceBus(await TracedAsync(
            () => RecordedMessages.OfAsync(send, options =>
            {
                options.Broker = broker;
                options.PropagateDiagnosticId = option;
            }),
            state)).ApplicationProperties;

    private static async Task<byte[]> TracedAsync(Func<Task<byte[]>> send, string? state = null)
    {
        using Activity ambient = new Activity("order").SetIdFormat(ActivityIdFormat.W3C).Start();
        ambient.TraceStateString = state;
        return await send();
    }
}

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Bare(ReadOnlyMemory<byte> Content);

[AmqpSender("bare")]
public partial interface IBareSender
{
    ValueTask SendAsync(Bare bare, CancellationToken cancellationToken = default);

    ValueTask SendTaggedAsync(Bare bare, [ApplicationProperty("tag")] string tag, CancellationToken cancellationToken = default);

    ValueTask SendIdentifiedAsync(Bare bare, [ApplicationProperty("Diagnostic-Id")] string id, CancellationToken cancellationToken = default);
}

[AmqpSender("tagged")]
public partial interface ITaggedSender
{
    ValueTask SendAsync(Plain plain, CancellationToken cancellationToken = default);

    ValueTask SendTaggedAsync(Plain plain, [ApplicationProperty("tag")] string tag, CancellationToken cancellationToken = default);
}
