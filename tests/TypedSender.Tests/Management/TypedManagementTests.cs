using System.Collections.Concurrent;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Management;

/// <summary>Interfaces marked [AmqpManagement]: what arrives at the node, and what comes back.</summary>
public sealed class TypedManagementTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<AmqpMessage> _requests = [];
    private Func<BrokerNodeRequest, AmqpMessage?> _reply = request => request.CreateReply(200);
    private InProcessBroker _broker = null!;
    private SendClient _client = null!;

    public async Task InitializeAsync()
    {
        _broker = await InProcessBroker.StartAsync();
        foreach (string address in (string[])["$management", "other"])
        {
            _broker.CreateNode(address, request =>
            {
                _requests.Enqueue(request.Message);
                return _reply(request);
            });
        }

        _client = new SendClient(_broker.Url);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Operation_type_and_arguments_are_application_properties_and_the_message_comes_back()
    {
        _reply = request => request.CreateReply(200, body: new AmqpMap { ["depth"] = 7L });

        AmqpMessage response = await Queues.ReadAsync("orders").AsTask().Within();

        Assert.Equal(7L, Assert.IsType<AmqpMap>(response.Value)["depth"]);
        AmqpMap properties = Properties();
        Assert.Equal(("READ", "org.example.queue", "orders"), (properties["operation"], properties["type"], properties["name"]));
        Assert.Equal(3, properties.Count);
        Assert.Null(_requests.Single().Value);
    }

    [Fact]
    public async Task Without_a_type_there_is_none_and_null_leaves_its_property_out()
    {
        _reply = request => request.CreateReply(204, "gone quiet");

        AmqpManagementResponse response = await Queues.ReadWithStatusAsync("orders").Within();

        Assert.Equal((204, "gone quiet"), (response.StatusCode, response.StatusDescription));
        Assert.Equal(["name", "operation"], Properties().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_body_is_one_value()
    {
        await Queues.CreateAsync("orders", new AmqpMap { ["durable"] = true }, TimeSpan.FromSeconds(30), CancellationToken.None).Within();
        await Queues.SetListAsync([1, 2]).Within();
        await Queues.SetDayAsync(new DateOnly(2024, 2, 29)).Within();

        object?[] bodies = [.. _requests.Select(request => request.Value)];
        Assert.Equal(true, Assert.IsType<AmqpMap>(bodies[0])["durable"]);
        Assert.Equal([1, 2], Assert.IsType<List<object?>>(bodies[1]));
        Assert.Equal("2024-02-29", bodies[2]);
    }

    [Fact]
    public async Task Numbers_have_the_AMQP_types_of_their_C_sharp_types()
    {
        await Queues.SetNumbersAsync(true, 1, 2, 3, 4, 5, 6, 7, 8, 9.5f, 10.5, 11, AmqpDecimal128.FromDecimal(12m)).Within();

        AmqpMap properties = Properties();
        Assert.Equal(
            [true, (byte)1, (sbyte)2, (short)3, (ushort)4, 5, 6u, 7L, 8ul, 9.5f, 10.5],
            ((string[])["flag", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]).Select(key => properties[key]!));
        Assert.Equal(AmqpDecimal128.FromDecimal(11m), properties["eleven"]);
        Assert.Equal(AmqpDecimal128.FromDecimal(12m), properties["twelve"]);
    }

    [Fact]
    public async Task Texts_and_times_too()
    {
        var id = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");
        var at = new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.Zero);

        await Queues.SetTextsAsync('x', "text", new AmqpSymbol("symbol"), id, new Uri("amqp://h/p"), at, at.UtcDateTime, new DateOnly(2024, 2, 29), new TimeOnly(1, 2, 3)).Within();

        AmqpMap properties = Properties();
        Assert.Equal("x", properties["letter"]!.ToString());
        Assert.Equal("text", properties["text"]);
        Assert.Equal(new AmqpSymbol("symbol"), properties["symbol"]);
        Assert.Equal(id, properties["id"]);
        Assert.Equal("amqp://h/p", properties["uri"]);
        Assert.Equal(properties["at"], properties["when"]);
        Assert.Equal("2024-02-29", properties["day"]);
        Assert.Equal("01:02:03.0000000", properties["time"]);
    }

    [Fact]
    public async Task Bytes_are_binary()
    {
        await Queues.SetBytesAsync([1, 2], new byte[] { 3 }, [4, 5]).Within();

        AmqpMap properties = Properties();
        Assert.Equal([1, 2], Assert.IsType<byte[]>(properties["array"]));
        Assert.Equal([3], Assert.IsType<byte[]>(properties["memory"]));
        Assert.Equal([4, 5], Assert.IsType<byte[]>(properties["immutable"]));
    }

    [Fact]
    public async Task Enums_and_durations_travel_as_their_attributes_say()
    {
        await Queues.SetConvertedAsync(DayOfWeek.Friday, DayOfWeek.Friday, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1.5)).Within();

        AmqpMap properties = Properties();
        Assert.Equal((5, "Friday", 1500L, "PT1.5S"), (properties["number"], properties["name"], properties["milliseconds"], properties["iso"]));
    }

    [Fact]
    public async Task A_value_without_a_name_is_refused_at_the_call()
    {
        AmqpEncodeException refused = await Assert.ThrowsAsync<AmqpEncodeException>(() => Queues.SetConvertedAsync(0, (DayOfWeek)9, default, default));

        Assert.Equal("name", refused.Member);
        Assert.Empty(_requests);
    }

    [Fact]
    public async Task Nothing_is_sent_for_null()
    {
        await Queues.SetNothingAsync(null, null, null, null, default, null).Within();

        Assert.Equal("SET", Assert.Single(Properties()).Value);
        Assert.Null(_requests.Single().Value);
    }

    [Fact]
    public void Null_is_refused_at_the_call_where_the_type_does_not_allow_it()
    {
        Assert.Throws<ArgumentNullException>("name", () => { _ = Queues.ReadAsync(null!); });
        Assert.Throws<ArgumentNullException>("attributes", () => { _ = Queues.CreateAsync("orders", null!, null, CancellationToken.None); });
    }

    [Fact]
    public async Task A_status_that_is_no_success_throws_from_every_shape()
    {
        _reply = request => request.CreateReply(404, "no such queue", condition: "amqp:not-found");

        AmqpManagementException read = await Assert.ThrowsAsync<AmqpManagementException>(() => Queues.ReadAsync("orders").AsTask().Within());
        AmqpManagementException delete = await Assert.ThrowsAsync<AmqpManagementException>(() => Queues.DeleteAsync("orders").AsTask().Within());

        Assert.Equal((404, "no such queue", "amqp:not-found"), (read.StatusCode, read.StatusDescription, read.Condition));
        Assert.Equal(404, delete.StatusCode);
    }

    [Fact]
    public async Task A_time_out_that_is_a_parameter_is_that_of_the_request()
    {
        var time = new ManualTimeProvider();
        TaskCompletionSource asked = Bounded.Signal();
        _reply = _ =>
        {
            asked.SetResult();
            return null;
        };
        await using var client = new SendClient(_broker.Url, options => options.TimeProvider = time);
        Task request = client.GetManagement<IQueueManagement>().CreateAsync("orders", [], TimeSpan.FromSeconds(3), CancellationToken.None);
        await asked.Task.Within();

        await time.AdvanceUntilAsync(request, TimeSpan.FromMilliseconds(100));

        SendException late = await Assert.ThrowsAsync<SendException>(() => request);
        Assert.Equal(SendReason.TimedOut, late.Reason);
        Assert.Contains("3 s", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_a_parameter_gives_the_request_up()
    {
        TaskCompletionSource asked = Bounded.Signal();
        _reply = _ =>
        {
            asked.SetResult();
            return null;
        };
        using var cancellation = new CancellationTokenSource();
        Task request = Queues.ReadAsync("orders", cancellation.Token).AsTask();
        await asked.Task.Within();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.Within());
    }

    [Fact]
    public async Task An_interface_names_its_node_inherits_methods_and_keeps_bodies_of_its_own()
    {
        _reply = request => request.CreateReply(200, body: new AmqpMap { ["depth"] = request.Node.Address == "other" ? 8L : 7L });
        IOtherManagement other = _client.GetManagement<IOtherManagement>();

        await other.PingAsync().AsTask().Within();

        Assert.Equal(8L, await other.GetDepthAsync("orders").Within());
        Assert.Equal(7L, await Queues.GetDepthAsync("orders").Within());
        Assert.Equal(["PING", "READ", "READ"], _requests.Select(request => request.ApplicationProperties!["operation"]));
    }

    private IQueueManagement Queues => _client.GetManagement<IQueueManagement>();

    private AmqpMap Properties() => Assert.Single(_requests).ApplicationProperties!;
}
