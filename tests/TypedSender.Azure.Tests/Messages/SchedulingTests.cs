using Azure.Messaging.ServiceBus;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.Messages;

/// <summary>Scheduled messages and their sequence numbers, at a node that replies as Service Bus does.</summary>
public sealed class SchedulingTests
{
    private static readonly DateTimeOffset At = new(2027, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1));

    [Fact]
    public async Task A_message_is_scheduled_as_the_SDK_asks_for_it()
    {
        await using var node = await ScriptedEntity.StartAsync("orders");

        long number = await node.Client.GetScheduledMessages("orders").ScheduleAsync(new Kept(new Guid(1, 2, 3, new byte[8]), "s", "s", "v", "text", new byte[] { 7 }), At).Within();

        Assert.Equal(1000, number);
        AmqpMessage request = Assert.Single(node.Requests);
        Assert.Equal("com.microsoft:schedule-message", request.ApplicationProperties!["operation"]);
        Assert.Equal(60_000u, request.ApplicationProperties["com.microsoft:server-timeout"]);
        Assert.True(Guid.TryParse((string?)request.ApplicationProperties["com.microsoft:tracking-id"], out _));
        AmqpMap entry = Assert.Single(Entries(request));
        Assert.Equal(["message", "message-id", "session-id", "partition-key", "via-partition-key"], entry.Select(pair => pair.Key));
        Assert.Equal((new Guid(1, 2, 3, new byte[8]).ToString(), "s", "s", "v"), (entry["message-id"], entry["session-id"], entry["partition-key"], entry["via-partition-key"]));
        ServiceBusReceivedMessage message = Read(entry);
        Assert.Equal((At, "s", "s", "text"), (message.ScheduledEnqueueTime, message.SessionId, message.PartitionKey, message.Subject));
        Assert.Equal([7], message.Body.ToArray());
    }

    /// <summary>What the contract binds stays; a time of its own gives way.</summary>
    [Fact]
    public async Task The_time_of_the_call_comes_before_that_of_the_contract()
    {
        await using var node = await ScriptedEntity.StartAsync("orders");
        byte[] plain = AmqpContracts.Encode(new Order(null, "p", null, null, new byte[] { 1 }));

        await node.Client.GetScheduledMessages("orders").ScheduleAsync(new Order(null, "p", null, At.AddDays(1), new byte[] { 1 }), At).Within();

        AmqpMap entry = Assert.Single(Entries(Assert.Single(node.Requests)));
        Assert.Equal(["message", "message-id", "partition-key"], entry.Select(pair => pair.Key));
        Assert.Null(entry["message-id"]);
        Assert.Equal(At, Read(entry).ScheduledEnqueueTime);
        Assert.Equal(Convert.ToHexString(AmqpContracts.Encode(new Order(null, "p", null, At, new byte[] { 1 }))), Convert.ToHexString((byte[])entry["message"]!));
        Assert.Null(SdkReader.ServiceBus(plain).GetRawAmqpMessage().MessageAnnotations.TryGetValue("x-opt-scheduled-enqueue-time", out object? value) ? value : null);
    }

    [Fact]
    public async Task Messages_of_one_request_have_a_number_each()
    {
        await using var node = await ScriptedEntity.StartAsync("orders");
        ScheduledMessages scheduled = node.Client.GetScheduledMessages<IPlannedSender>();

        IReadOnlyList<long> numbers = await scheduled.ScheduleAllAsync(Enumerable.Range(0, 3).Select(number => new Plain(new[] { (byte)number })), At).Within();
        IReadOnlyList<long> none = await scheduled.ScheduleAllAsync(Array.Empty<Plain>(), At).Within();

        Assert.Equal("orders", scheduled.Address);
        Assert.Equal([1000, 1001, 1002], numbers);
        Assert.Empty(none);
        Assert.Equal([0, 1, 2], Entries(Assert.Single(node.Requests)).Select(entry => (int)Read(entry).Body.ToArray()[0]));
    }

    /// <summary>With the constants and parameters of the interface; the items of lists and envelopes each.</summary>
    [Fact]
    public async Task A_typed_sender_schedules_what_it_would_send()
    {
        await using var node = await ScriptedEntity.StartAsync("orders");
        ScheduledMessages scheduled = node.Client.GetScheduledMessages<IPlannedSender>();
        Plain[] plain = [new(new byte[] { 1 }), new(new byte[] { 2 })];

        IReadOnlyList<long> one = await scheduled.ScheduleSendsAsync((IPlannedSender sender) => sender.SendAsync(plain[0], "de"), At).Within();
        IReadOnlyList<long> many = await scheduled.ScheduleSendsAsync<IPlannedSender>(
            async sender =>
            {
                await sender.SendAllAsync(plain);
                await sender.SendBatchAsync(plain);
            },
            At).Within();

        Assert.Equal([1000], one);
        Assert.Equal([1001, 1002, 1003, 1004], many);
        ServiceBusReceivedMessage first = Read(Assert.Single(Entries(node.Requests[0])));
        Assert.Equal((At, "contract", "planned", "de"), (first.ScheduledEnqueueTime, first.SessionId, first.Subject, first.ApplicationProperties["country"]));
        Assert.Equal([1, 2, 1, 2], Entries(node.Requests[1]).Select(entry => (int)Read(entry).Body.ToArray()[0]));
        Assert.All(Entries(node.Requests[1]), entry => Assert.Equal(At, Read(entry).ScheduledEnqueueTime));
    }

    [Fact]
    public async Task A_scheduled_message_is_cancelled_by_its_number()
    {
        await using var node = await ScriptedEntity.StartAsync("orders");
        ScheduledMessages scheduled = node.Client.GetScheduledMessages("orders");

        await scheduled.CancelAsync(5).Within();
        await scheduled.CancelAllAsync([6, long.MaxValue]).Within();
        await scheduled.CancelAllAsync([]).Within();

        Assert.Equal(2, node.Requests.Count);
        Assert.All(node.Requests, request => Assert.Equal("com.microsoft:cancel-scheduled-message", request.ApplicationProperties!["operation"]));
        Assert.Equal([5L], Numbers(node.Requests[0]));
        Assert.Equal([6L, long.MaxValue], Numbers(node.Requests[1]));
    }

    [Fact]
    public async Task What_the_entity_refuses_throws_with_its_condition()
    {
        await using var node = await ScriptedEntity.StartAsync("orders");
        node.Refusal = "com.microsoft:message-not-found";

        AmqpManagementException exception = await Assert.ThrowsAsync<AmqpManagementException>(() => node.Client.GetScheduledMessages("orders").CancelAsync(5).Within());

        Assert.Equal((404, "com.microsoft:message-not-found", false), (exception.StatusCode, exception.Condition, exception.IsTransient));
    }

    [Fact]
    public async Task A_reply_without_numbers_throws()
    {
        await using var node = await ScriptedEntity.StartAsync("orders");
        node.HasNumbers = false;

        AmqpManagementException exception = await Assert.ThrowsAsync<AmqpManagementException>(
            () => node.Client.GetScheduledMessages("orders").ScheduleAsync(new Plain(new byte[] { 1 }), At).Within());

        Assert.Equal(200, exception.StatusCode);
        Assert.Contains("may have been scheduled", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_cannot_be_sent_throws_at_the_call_and_nothing_is_asked()
    {
        await using var node = await ScriptedEntity.StartAsync("orders");

        await Assert.ThrowsAsync<AmqpEncodeException>(() => node.Client.GetScheduledMessages("orders").ScheduleAsync(new Order(new string('x', 129), null, null, null, default), At));

        Assert.Empty(node.Requests);
    }

    private static IEnumerable<AmqpMap> Entries(AmqpMessage request) => Assert.IsType<List<object?>>(((AmqpMap)request.Value!)["messages"]).Cast<AmqpMap>();

    private static object?[] Numbers(AmqpMessage request)
    {
        var array = Assert.IsType<AmqpArray>(((AmqpMap)request.Value!)["sequence-numbers"]);
        Assert.Equal(FormatCode.Long, array.ElementConstructor);
        return [.. array.Items];
    }

    private static ServiceBusReceivedMessage Read(AmqpMap entry) => SdkReader.ServiceBus((byte[])entry["message"]!);
}

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Kept(
    [MessageId] Guid Id,
    [SessionId] string Session,
    [PartitionKey] string Key,
    [TransactionPartitionKey] string Via,
    [Subject] string Text,
    ReadOnlyMemory<byte> Content);

[AmqpSender("orders"), Subject("planned")]
public partial interface IPlannedSender
{
    ValueTask SendAsync(Plain plain, [ApplicationProperty("country")] string country, CancellationToken cancellationToken = default);

    ValueTask SendAllAsync(IReadOnlyList<Plain> plain, CancellationToken cancellationToken = default);

    [AmqpBatch]
    ValueTask SendBatchAsync(IReadOnlyList<Plain> plain, CancellationToken cancellationToken = default);
}
