using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.EventHubs;

/// <summary>A hub as any client of AMQP meets it, and what a test can do to it.</summary>
public sealed class HubTests
{
    private const string Partition0 = "telemetry/ConsumerGroups/$Default/Partitions/0";

    [Fact]
    public async Task A_reader_without_a_selector_reads_from_the_first_event_and_its_verdicts_change_nothing()
    {
        await using TestHub test = await TestHub.StartAsync();
        BrokerEvent[] put = [Put(test, 1), Put(test, 2), Put(test, 3)];
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(test.Broker.Url, "/telemetry/consumergroups/$default/partitions/0").WaitAsync(TimeSpan.FromSeconds(20));
        await (await receiver.ReceiveAsync().Within()).RejectAsync();
        await (await receiver.ReceiveAsync().Within()).ReleaseAsync();
        ReceivedMessage third = await receiver.ReceiveAsync().Within();
        await third.AcceptAsync();

        Assert.Equal(3, third.Message.Value);
        Assert.Equal((2L, put[2].Offset), (third.Message.MessageAnnotations!["x-opt-sequence-number".AsSymbol()], third.Message.MessageAnnotations["x-opt-offset".AsSymbol()]));
        Assert.Equal(put, test.Hub.Events);
        Assert.Equal(1, test.Hub.Partitions[0].ReaderCount);
    }

    [Fact]
    public async Task An_event_keeps_the_sections_of_its_sender_but_for_delivery_annotations()
    {
        await using TestHub test = await TestHub.StartAsync();
        AmqpMessage sent = new()
        {
            Header = new Header { Durable = true },
            DeliveryAnnotations = new AmqpMap { ["hop".AsSymbol()] = 1 },
            MessageAnnotations = new AmqpMap { ["x-opt-mine".AsSymbol()] = "kept", ["x-opt-sequence-number".AsSymbol()] = -7L, ["x-opt-partition-key".AsSymbol()] = "k" },
            Properties = new Properties { Subject = "s" },
            Data = [[1, 2], [3]],
            Footer = new AmqpMap { ["sum".AsSymbol()] = 6 },
        };
        BrokerEvent put = test.Hub.Partitions[0].Enqueue(sent.ToBytes());
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(test.Broker.Url, Partition0);
        AmqpMessage read = (await receiver.ReceiveAsync().Within()).Message;

        Assert.Equal(("k", null), (put.PartitionKey, put.Link));
        Assert.Equal(sent.ToBytes(), put.Bytes.ToArray());
        Assert.Null(read.DeliveryAnnotations);
        Assert.Equal((true, "s"), (read.Header?.Durable, read.Properties?.Subject));
        Assert.Equal(sent.Data, read.Data);
        Assert.Equal(6, read.Footer?["sum".AsSymbol()]);
        Assert.Equal(
            ["x-opt-enqueued-time", "x-opt-mine=kept", "x-opt-offset=0", "x-opt-partition-key=k", "x-opt-sequence-number=0"],
            read.MessageAnnotations!.Select(pair => pair.Value is DateTimeOffset ? $"{pair.Key}" : $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("amqp.annotation.x-opt-offset > '@latest'", 4)]
    [InlineData("amqp.annotation.x-opt-offset >= '@latest'", 3)]
    [InlineData("amqp.annotation.x-opt-offset >= '-1'", 1)]
    [InlineData("amqp.annotation.x-opt-sequence-number > '0'", 2)]
    [InlineData("amqp.annotation.x-opt-sequence-number >= 2", 3)]
    [InlineData("amqp.annotation.x-opt-sequence-number > 2", 4)]
    [InlineData("amqp.annotation.x-opt-enqueued-time >= '1767225602000'", 2)]
    [InlineData("amqp.annotation.x-opt-enqueued-time > 1767225602000", 3)]
    [InlineData("amqp.annotation.x-opt-enqueued-time > 9999999999999", 4)]
    public async Task A_selector_says_where_to_begin(string selector, int first)
    {
        await using TestHub test = await TestHub.StartAsync();
        for (int number = 1; number <= 3; number++)
        {
            test.Clock.Advance(TimeSpan.FromSeconds(1));
            Put(test, number);
        }

        await using AmqpReceiver receiver = await OpenAsync(test, selector);
        Put(test, 4);
        Assert.Equal(first, (await receiver.ReceiveAsync().Within()).Message.Value);
    }

    [Theory]
    [InlineData("colour = 'red'", "com.microsoft:argument-error")]
    [InlineData("amqp.annotation.x-opt-offset < '7'", "com.microsoft:argument-error")]
    [InlineData("amqp.annotation.x-opt-sequence-number > 'one'", "com.microsoft:argument-error")]
    [InlineData("amqp.annotation.x-opt-sequence-number > 1", "com.microsoft:argument-error")]
    [InlineData("amqp.annotation.x-opt-offset > 1000", "com.microsoft:argument-error")]
    public async Task A_selector_of_another_kind_or_beyond_the_last_event_is_refused(string selector, string condition)
    {
        await using TestHub test = await TestHub.StartAsync();
        Put(test, 1);
        AmqpReceiverException refused = await Assert.ThrowsAsync<AmqpReceiverException>(() => OpenAsync(test, selector));
        Assert.Equal(condition, refused.Condition);
        Assert.Equal(0, test.Hub.Partitions[0].ReaderCount);
    }

    [Theory]
    [InlineData("telemetry", "amqp:not-allowed")]
    [InlineData("telemetry/Partitions/0", "amqp:not-allowed")]
    [InlineData("telemetry/ConsumerGroups/$Default/Partitions/7", "com.microsoft:argument-out-of-range")]
    [InlineData("telemetry/ConsumerGroups/none/Partitions/0", "amqp:not-found")]
    [InlineData("telemetry/Publishers/7", "amqp:not-found")]
    public async Task An_address_that_cannot_be_read_is_refused(string address, string condition)
    {
        await using TestHub test = await TestHub.StartAsync();
        AmqpReceiverException refused = await Assert.ThrowsAsync<AmqpReceiverException>(() => AmqpReceiver.OpenAsync(test.Broker.Url, address));
        Assert.Equal(condition, refused.Condition);
    }

    [Theory]
    [InlineData(Partition0, "queue", "amqp:not-allowed")]
    [InlineData("telemetry", "com.microsoft:idempotent-producer", "amqp:not-implemented")]
    public async Task What_is_read_from_cannot_be_sent_to_and_no_producer_is_idempotent(string address, string capability, string condition)
    {
        await using TestHub test = await TestHub.StartAsync();
        await using SendClient client = new(test.Broker.Url);
        IReadingSender sender = client.GetSender<IReadingSender>(new SenderOptions { Address = address, DesiredCapabilities = { capability } });
        SendOutcome outcome = await sender.SendAsync(new MapReading(1)).Within();
        Assert.Equal((SendOutcomeKind.NotSent, condition), (outcome.Kind, outcome.Error?.Condition.Value));
        Assert.Empty(test.Hub.Events);
    }

    [Fact]
    public async Task A_message_that_is_none_is_rejected_and_one_in_silence_is_stored()
    {
        await using TestHub test = await TestHub.StartAsync();
        Assert.Throws<AmqpDecodeException>(() => test.Hub.Partitions[0].Enqueue([1, 2, 3]));
        test.Hub.SettleNext(Settlement.Silence);
        await using SendClient client = new(test.Broker.Url);
        IReadingSender sender = client.GetSender<IReadingSender>();
        using CancellationTokenSource cancelled = new();
        Task<SendOutcome> silent = sender.SendAsync(new MapReading(1), cancelled.Token).AsTask();
        await test.Hub.WaitForArrivalsAsync(1).Within();
        await cancelled.CancelAsync();
        Assert.Equal(SendOutcomeKind.Indeterminate, (await silent.Within()).Kind);
        Assert.Equal(SendOutcome.Accepted, await sender.SendAsync(new MapReading(2)).Within());
        Assert.Equal(2, test.Hub.Events.Count);
    }

    [Fact]
    public async Task Events_that_are_removed_are_skipped_and_numbers_go_on()
    {
        await using TestHub test = await TestHub.StartAsync();
        Put(test, 1);
        Put(test, 2);
        test.Hub.Partitions[0].RemoveBefore(100);
        Assert.Empty(test.Hub.Events);
        Put(test, 3);
        Assert.Equal((2L, 3L), (test.Hub.Events[0].SequenceNumber, test.Hub.ArrivedCount));
        await using AmqpReceiver receiver = await OpenAsync(test, "amqp.annotation.x-opt-sequence-number >= 0");
        Assert.Equal(3, (await receiver.ReceiveAsync().Within()).Message.Value);
    }

    [Fact]
    public async Task Credit_bounds_what_is_read()
    {
        await using TestHub test = await TestHub.StartAsync();
        for (int number = 1; number <= 50; number++)
        {
            Put(test, number);
        }

        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(test.Broker.Url, Partition0, new AmqpReceiverOptions { Credit = 1 });
        for (int number = 1; number <= 50; number++)
        {
            Assert.Equal(number, (await receiver.ReceiveAsync().Within()).Message.Value);
        }
    }

    [Fact]
    public async Task A_request_for_anything_else_is_answered_with_what_is_served()
    {
        await using TestHub test = await TestHub.StartAsync();
        await using SendClient client = new(test.Broker.Url);
        AmqpManagementException refused = await Assert.ThrowsAsync<AmqpManagementException>(
            () => client.GetManagement().RequestAsync(new AmqpManagementRequest { Operation = "DELETE", Type = "com.microsoft:eventhub", Name = "telemetry" }).Within());
        Assert.Equal((501, "amqp:not-implemented"), (refused.StatusCode, refused.Condition));
    }

    [Fact]
    public async Task Hubs_are_made_under_their_profile_and_once()
    {
        await using TestHub test = await TestHub.StartAsync();
        Assert.Same(test.Hub, test.Broker.GetEventHub("Telemetry"));
        Assert.Same(test.Hub, Assert.Single(test.Broker.EventHubs));
        test.Broker.CreateQueue("orders");
        Assert.Throws<ArgumentException>(() => test.Broker.CreateEventHub("TELEMETRY"));
        Assert.Throws<ArgumentException>(() => test.Broker.CreateEventHub("orders"));
        Assert.Throws<ArgumentException>(() => test.Broker.CreateEventHub("a/b"));
        Assert.Throws<ArgumentOutOfRangeException>(() => test.Broker.CreateEventHub("other", 0));
        Assert.Throws<KeyNotFoundException>(() => test.Broker.GetEventHub("other"));
        Assert.Throws<ArgumentException>(() => test.Hub.CreateConsumerGroup("a/b"));
        test.Hub.CreateConsumerGroup("$DEFAULT");
        test.Hub.CreateConsumerGroup("audit");
        Assert.Equal(["$Default", "audit"], test.Hub.ConsumerGroups);

        await using InProcessBroker plain = await InProcessBroker.StartAsync();
        Assert.Empty(plain.EventHubs);
        Assert.Throws<InvalidOperationException>(() => plain.CreateEventHub("telemetry"));
        Assert.Throws<InvalidOperationException>(() => plain.EventHubsConnectionString);
    }

    private static BrokerEvent Put(TestHub test, int number) => test.Hub.Partitions[0].Enqueue(new AmqpMessage { Value = number }.ToBytes());

    private static Task<AmqpReceiver> OpenAsync(TestHub test, string selector) => AmqpReceiver.OpenAsync(test.Broker.Url, Partition0, new AmqpReceiverOptions
    {
        Filter = new AmqpMap { [new AmqpSymbol("apache.org:selector-filter:string")] = new AmqpDescribed(0x0000468C00000004UL, selector) },
    });
}

file static class Symbols
{
    public static AmqpSymbol AsSymbol(this string text) => new(text);
}
