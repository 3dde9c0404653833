using Azure.Messaging.EventHubs;
using Azure.Messaging.ServiceBus;
using TypedSender.Amqp;
using Xunit;

namespace TypedSender.Azure.Tests.Messages;

/// <summary>Attributes for places that Azure has names for, as the SDKs read what they send.</summary>
public class SectionAttributeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, 125, TimeSpan.FromHours(2));

    [Fact]
    public void Members_are_read_as_the_properties_of_the_SDK()
    {
        ServiceBusReceivedMessage message = SdkReader.ServiceBus(AmqpContracts.Encode(new Order("s", "s", "v", Noon, new byte[] { 1 })));

        Assert.Equal(("s", "s", "v"), (message.SessionId, message.PartitionKey, message.TransactionPartitionKey));
        Assert.Equal(Noon, message.ScheduledEnqueueTime);
        Assert.Equal(TimeSpan.Zero, message.ScheduledEnqueueTime.Offset);
        Assert.Equal(new byte[] { 1 }, message.Body.ToArray());
    }

    [Fact]
    public void Nothing_is_sent_for_null()
    {
        byte[] bytes = AmqpContracts.Encode(new Order(null, null, null, null, new byte[] { 1 }));
        ServiceBusReceivedMessage message = SdkReader.ServiceBus(bytes);

        Assert.Equal((null, null, null, default(DateTimeOffset)), (message.SessionId, message.PartitionKey, message.TransactionPartitionKey, message.ScheduledEnqueueTime));
        Assert.Empty(message.GetRawAmqpMessage().MessageAnnotations);
    }

    /// <summary>Of contract, interface and method, the nearest; a parameter before all.</summary>
    [Fact]
    public async Task Constants_and_parameters_stand_wherever_section_attributes_do()
    {
        ServiceBusReceivedMessage constant = SdkReader.ServiceBus(await RecordedMessages.OfAsync<IPlainSender>(sender => sender.SendAsync(new Plain(new byte[] { 1 }))));
        ServiceBusReceivedMessage nearer = SdkReader.ServiceBus(await RecordedMessages.OfAsync<IPlainSender>(sender => sender.SendToAsync(new Plain(new byte[] { 1 }), "p", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc))));

        Assert.Equal(("contract", "interface", "method"), (constant.SessionId, constant.PartitionKey, constant.TransactionPartitionKey));
        Assert.Equal(("p", "interface", "contract"), (nearer.SessionId, nearer.PartitionKey, nearer.TransactionPartitionKey));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), nearer.ScheduledEnqueueTime);
    }

    /// <summary>The same bytes in the annotations as a message of the SDK's has.</summary>
    [Fact]
    public void Annotations_are_those_of_the_SDK_byte_by_byte()
    {
        byte[] ours = AmqpContracts.Encode(new Order(null, "p", null, Noon, new byte[] { 1 }));
        ServiceBusMessage theirs = new(BinaryData.FromBytes([1])) { PartitionKey = "p", ScheduledEnqueueTime = Noon };

        Assert.Equal(Convert.ToHexString(theirs.Bytes()), Convert.ToHexString(ours));
    }

    [Fact]
    public void An_event_has_its_partition_key()
    {
        EventData read = SdkReader.EventHubs(AmqpContracts.Encode(new Order(null, "p", null, null, new byte[] { 1 })));

        Assert.Equal("p", read.PartitionKey);
    }

    [Theory]
    [InlineData(128, false)]
    [InlineData(129, true)]
    public void A_key_has_128_characters_as_the_SDK_checks_it(int length, bool isTooLong)
    {
        string text = new('x', length);
        Order[] orders = [new(text, null, null, null, default), new(null, text, null, null, default), new(null, null, text, null, default)];
        Action<ServiceBusMessage>[] setters = [message => message.SessionId = text, message => message.PartitionKey = text, message => message.TransactionPartitionKey = text];
        string[] members = ["Order.Session", "Order.Key", "Order.Via"];

        for (int index = 0; index < orders.Length; index++)
        {
            Exception? theirs = Record.Exception(() => setters[index](new ServiceBusMessage()));
            Exception? ours = Record.Exception(() => AmqpContracts.Encode(orders[index]));
            Assert.Equal(isTooLong, theirs is ArgumentOutOfRangeException);
            Assert.Equal(isTooLong ? $"{members[index]} has 129 characters, and its place in the message takes 128. Give it a shorter text." : null, (ours as AmqpEncodeException)?.Message);
            Assert.Equal(isTooLong ? members[index] : null, (ours as AmqpEncodeException)?.Member);
        }
    }

    [Fact]
    public async Task A_parameter_that_is_too_long_throws_at_the_call()
    {
        AmqpEncodeException exception = await Assert.ThrowsAsync<AmqpEncodeException>(
            () => RecordedMessages.OfAsync<IPlainSender>(sender => sender.SendToAsync(new Plain(default), new string('x', 129), default)));

        Assert.Equal("session", exception.Member);
        Assert.DoesNotContain("xxx", exception.Message, StringComparison.Ordinal);
    }
}

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Order(
    [SessionId] string? Session,
    [PartitionKey] string? Key,
    [TransactionPartitionKey] string? Via,
    [ScheduledEnqueueTime] DateTimeOffset? At,
    ReadOnlyMemory<byte> Content);

[AmqpContract(Encoding = AmqpBodyEncoding.Raw), SessionId("contract"), TransactionPartitionKey("contract")]
public sealed partial record Plain(ReadOnlyMemory<byte> Content);

[AmqpSender("plain"), SessionId("interface"), PartitionKey("interface")]
public partial interface IPlainSender
{
    [TransactionPartitionKey("method")]
    ValueTask SendAsync(Plain plain, CancellationToken cancellationToken = default);

    ValueTask SendToAsync(Plain plain, [SessionId] string session, [ScheduledEnqueueTime] DateTime at, CancellationToken cancellationToken = default);
}
