using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Connections;

/// <summary>A connection that is opened by itself and shared by several clients: one socket, one lock domain, and closing that ends no more than it says.</summary>
public sealed class SharedConnectionTests
{
    [Fact]
    public async Task Several_clients_send_on_one_socket_each_in_its_order()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using SendConnection connection = new(broker.Url);
        await connection.OpenAsync().Within();
        SendClient[] clients = [.. Enumerable.Range(0, 3).Select(_ => new SendClient(connection))];

        Task[] sends =
        [
            .. from number in Enumerable.Range(0, 300)
               let client = number % 3
               select clients[client].GetSender<INoteSender>(new SenderOptions { Address = $"notes{client}" }).SendTaskAsync(new Note($"{number}")),
        ];
        await Task.WhenAll(sends).Within();

        Assert.Equal(1, broker.AcceptedConnectionCount);
        for (int client = 0; client < 3; client++)
        {
            Assert.Equal(
                Enumerable.Range(0, 100).Select(number => $"{(number * 3) + client}"),
                broker.GetQueue($"notes{client}").Messages.Select(message => ReadText(message)));
        }

        Assert.All(clients, client => Assert.Equal(SendClientState.Connected, client.State));
        Assert.Equal(broker.Port, connection.Opened!.Endpoint.Port);
        Assert.Same(connection.Opened, clients[0].Connection);
    }

    [Fact]
    public async Task Closing_a_client_drains_and_detaches_its_own_senders_and_no_others()
    {
        TaskCompletionSource closing = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> first)
            .AcceptAttach()
            .ExpectDelivery(out Captured<Transfer> others)
            .WaitFor(closing.Task).SendDisposition(first, Accepted.Instance)
            .ExpectDetach().Where(detach => detach.Closed && detach.Handle == 0).Respond()
            .SendDisposition(others, Accepted.Instance)
            .ExpectDelivery(out Captured<Transfer> last).SendDisposition(last, Accepted.Instance)
            .AnswerClosing());
        await using SendConnection connection = new(peer.Url);
        var client = new SendClient(connection);
        var other = new SendClient(connection);
        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await client.GetMessageSender(client.GetSender<INoteSender>()).OpenAsync().Within();
        INoteSender others2 = other.GetSender<INoteSender>();
        Task<SendOutcome> otherSend = others2.TellTaskAsync(new Note("b"));

        Task<SendCloseReport> closed = client.CloseAsync();
        closing.SetResult();

        Assert.True((await closed.Within()).IsClean);
        Assert.Equal(SendOutcome.Accepted, await send.Within());
        Assert.Equal((SendClientState.Closed, SendClientState.Connected, SendClientState.Connected), (client.State, other.State, connection.State));
        Assert.Equal(SendOutcome.Accepted, await otherSend.Within());
        Assert.Equal(SendOutcome.Accepted, await others2.TellAsync(new Note("c")).Within());
        ObjectDisposedException thrown = Assert.Throws<ObjectDisposedException>(() => client.GetSender<INoteSender>());
        Assert.StartsWith($"The client for 127.0.0.1:{peer.Port} has been closed. Make a new SendClient to go on sending, and keep it as long as you send.", thrown.Message, StringComparison.Ordinal);
        await connection.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task What_a_closed_client_left_undone_is_told_of_it_alone()
    {
        TaskCompletionSource begun = Bounded.Signal();
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out _).Signal(begun)
            .AcceptAttach().ExpectDelivery(out Captured<Transfer> other).Signal(arrived)
            .ExpectDetach().Respond()
            .SendDisposition(other, Accepted.Instance).AnswerClosing());
        await using SendConnection connection = new(peer.Url, options => options.DrainTimeout = TimeSpan.Zero);
        var client = new SendClient(connection);
        var goesOn = new SendClient(connection);
        INoteSender notes = client.GetSender<INoteSender>();
        Task<SendOutcome> left = notes.TellTaskAsync(new Note("a"));
        Task<SendOutcome> waits = notes.TellTaskAsync(new Note("b"));
        await begun.Task.Within();
        Task<SendOutcome> others = goesOn.GetSender<INoteSender>().TellTaskAsync(new Note("c"));
        await arrived.Task.Within();

        SendCloseReport report = await client.CloseAsync().Within();

        Assert.Equal(new SendCloseReport(1, 1, 0), report);
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Closed), ((await left.Within()).Kind, (await left).Reason));
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Closed), ((await waits.Within()).Kind, (await waits).Reason));
        Assert.Equal(SendOutcome.Accepted, await others.Within());
        await connection.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Closing_the_connection_ends_all_of_its_clients_with_honest_outcomes()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").Settlement = Settlement.Silence;
        broker.CreateQueue("held").Credit = CreditPolicy.None;
        SendConnection connection = new(broker.Url, options => options.DrainTimeout = TimeSpan.Zero);
        var first = new SendClient(connection);
        var second = new SendClient(connection);
        var states = new EventLog<SendClientStateChangedEventArgs>();
        first.StateChanged += (_, change) => states.Add(change);
        Task<SendOutcome> left = first.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        MessageSender held = second.GetMessageSender("held");
        await held.OpenAsync().Within();
        Task<SendOutcome> waits = held.SendForOutcomeAsync(new AmqpMessage { Value = "b" }).AsTask();
        await broker.GetQueue("notes").WaitForArrivalsAsync(1).Within();

        SendCloseReport report = await connection.CloseAsync().Within();

        Assert.Equal(new SendCloseReport(1, 1, 0), report);
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Closed), ((await left.Within()).Kind, (await left).Reason));
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Closed), ((await waits.Within()).Kind, (await waits).Reason));
        Assert.Equal((SendClientState.Closed, SendClientState.Closed, SendClientState.Closed), (connection.State, first.State, second.State));
        await states.WaitForAsync(changes => changes.Any(change => change.Current == SendClientState.Closed));
        ObjectDisposedException thrown = Assert.Throws<ObjectDisposedException>(() => second.GetSender<INoteSender>());
        Assert.StartsWith($"The connection to 127.0.0.1:{broker.Port} of this client has been closed. Make a new SendConnection", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => new SendClient(connection));
        Assert.Throws<ObjectDisposedException>(() => { _ = connection.OpenAsync(); });
        thrown = Assert.Throws<ObjectDisposedException>(() => { _ = held.OpenAsync(); });
        Assert.Contains("its connection to", thrown.Message, StringComparison.Ordinal);
        Assert.True((await first.CloseAsync().Within()).IsClean);
        await broker.WaitForNoConnectionsAsync();
    }

    [Fact]
    public async Task A_broker_that_restarts_is_connected_once_and_all_clients_go_on()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        await using SendConnection connection = new(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        SendClient[] clients = [new(connection), new(connection)];
        var connected = new EventLog<SendClientConnectedEventArgs>();
        Array.ForEach(clients, client => client.Connected += (_, args) => connected.Add(args));
        await Task.WhenAll(clients.Select(client => client.GetSender<INoteSender>().SendTaskAsync(new Note("a")))).Within();

        var states = new EventLog<SendClientStateChangedEventArgs>();
        connection.StateChanged += (_, change) => states.Add(change);
        await broker.SuspendAsync();
        await states.WaitForCountAsync(1);
        Task[] sends = [.. clients.Select(client => client.GetSender<INoteSender>().SendTaskAsync(new Note("b")))];
        await broker.ResumeAsync();
        await Task.WhenAll(sends).Within();

        await connected.WaitForCountAsync(4);
        Assert.Equal(2, broker.Connections.Count);
        Assert.Equal(4, broker.GetQueue("notes").Count);
    }

    [Fact]
    public async Task The_limit_on_what_waits_is_that_of_the_connection()
    {
        SendConnection connection = new("amqp://127.0.0.1:1", options =>
        {
            options.MaxPendingBytes = 1000;
            options.DrainTimeout = TimeSpan.Zero;
            options.ConnectStream = static async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return Stream.Null;
            };
        });
        var first = new SendClient(connection);
        var second = new SendClient(connection);

        Task<SendOutcome> waits = first.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        Task<SendOutcome> alsoWaits = second.GetSender<INoteSender>().TellTaskAsync(new Note("b"));
        SendOutcome refused = await second.GetSender<INoteSender>().TellAsync(new Note("c")).Within();

        Assert.Equal(SendReason.QueueFull, refused.Reason);
        Assert.Equal(new SendCloseReport(2, 0, 0), await connection.CloseAsync().Within());
        Assert.Equal(SendReason.Closed, (await waits.Within()).Reason);
        Assert.Equal(SendReason.Closed, (await alsoWaits.Within()).Reason);
    }

    private static object? ReadText(BrokerMessage message) => ((AmqpMap)message.Message.Value!)["Text"];
}
