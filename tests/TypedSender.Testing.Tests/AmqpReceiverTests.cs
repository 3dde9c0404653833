using System.Net;
using System.Net.Sockets;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Shared;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

public sealed class AmqpReceiverTests
{
    [Fact]
    public async Task ReceivesMessagesInOrderAndAcceptsThem()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        for (int i = 0; i < 250; i++)
        {
            queue.Enqueue(TestMessages.Text($"number {i}"));
        }

        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "orders", new() { Credit = 7 });
        for (int i = 0; i < 250; i++)
        {
            ReceivedMessage message = await receiver.ReceiveAsync(Patience.Token);
            Assert.Equal($"number {i}", message.Message.Value);
            Assert.False(message.IsSettled);
            await message.AcceptAsync();
            Assert.True(message.IsSettled);
        }

        await receiver.DisposeAsync();
        Assert.Empty(queue.Messages);
        Assert.Empty(queue.DeadLetters);
    }

    [Fact]
    public async Task RejectsReleasesAndModifies()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Enqueue(TestMessages.Text("bad"));
        queue.Enqueue(TestMessages.Data(3, priority: 9));

        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "orders", new() { Credit = 1 });
        await (await receiver.ReceiveAsync(Patience.Token)).RejectAsync("shop:bad", "no");
        await (await receiver.ReceiveAsync(Patience.Token)).ReleaseAsync();
        ReceivedMessage again = await receiver.ReceiveAsync(Patience.Token);
        Assert.Null(again.Message.Header!.Value.DeliveryCount);
        await again.ModifyAsync(deliveryFailed: true);
        ReceivedMessage failed = await receiver.ReceiveAsync(Patience.Token);
        Assert.Equal(1u, failed.Message.Header!.Value.DeliveryCount);
        Assert.Equal((byte)9, failed.Message.Header!.Value.Priority);
        await failed.AcceptAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await failed.AcceptAsync());

        await receiver.DisposeAsync();
        Assert.Empty(queue.Messages);
        BrokerMessage dead = Assert.Single(queue.DeadLetters);
        Assert.Equal("bad", dead.Message.Value);
        Assert.Equal("shop:bad", dead.Rejection!.Condition.Value);
        Assert.Equal("no", dead.Rejection.Description);
    }

    [Fact]
    public async Task GivesBackWhatItDidNotSettle()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Enqueue(TestMessages.Text("one"));
        queue.Enqueue(TestMessages.Text("two"));
        AmqpReceiver first = await AmqpReceiver.OpenAsync(broker.Url, "orders");
        Assert.Equal("one", (await first.ReceiveAsync(Patience.Token)).Message.Value);
        await first.DisposeAsync();

        await using AmqpReceiver second = await AmqpReceiver.OpenAsync(broker.Url, "orders", new() { Presettled = true });
        ReceivedMessage message = await second.ReceiveAsync(Patience.Token);
        Assert.Equal("one", message.Message.Value);
        Assert.True(message.IsSettled);
        Assert.Equal("two", (await second.ReceiveAsync(Patience.Token)).Message.Value);
        Assert.Empty(queue.Messages);
    }

    [Fact]
    public async Task ReceivesAMessageOfManyFrames()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { MaxFrameSize = 4096 });
        byte[] bytes = TestMessages.Data(5 * 1024 * 1024);
        broker.CreateQueue("orders").Enqueue(bytes);
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "orders", new() { MaxFrameSize = 4096 });

        ReceivedMessage message = await receiver.ReceiveAsync(Patience.Token);

        Assert.True(bytes.AsSpan().SequenceEqual(message.Bytes.Span));
    }

    [Fact]
    public async Task SaysThatTheAddressIsNotThere()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        var exception = await Assert.ThrowsAsync<AmqpReceiverException>(() => AmqpReceiver.OpenAsync(broker.Url, "nowhere"));
        Assert.Equal("amqp:not-found", exception.Condition);
        Assert.Contains("'nowhere'", exception.Message);
    }

    [Fact]
    public async Task SaysThatThePasswordIsWrongAndDoesNotShowIt()
    {
        var options = new InProcessBrokerOptions { AllowAnonymous = false };
        options.Users.Add("anna", Canary.Password);
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        broker.CreateQueue("orders");

        var wrong = await Assert.ThrowsAsync<AmqpReceiverException>(() => AmqpReceiver.OpenAsync($"amqp://anna:{Canary.OtherPassword}@127.0.0.1:{broker.Port}", "orders"));
        Assert.Contains("anna", wrong.Message);
        Assert.DoesNotContain(Canary.Mark, wrong.ToString());
        await Assert.ThrowsAsync<AmqpReceiverException>(() => AmqpReceiver.OpenAsync(broker.Url, "orders"));

        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync($"amqp://anna:{Canary.Password}@127.0.0.1:{broker.Port}", "orders");
        BrokerConnection connection = Assert.Single(broker.Connections);
        Assert.Equal("SCRAM-SHA-512", connection.Mechanism);
        Assert.Equal("anna", connection.UserName);
    }

    [Fact]
    public async Task SaysThatNothingListens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var exception = await Assert.ThrowsAsync<AmqpReceiverException>(() => AmqpReceiver.OpenAsync($"amqp://127.0.0.1:{port}", "orders"));
        Assert.Contains($"127.0.0.1:{port}", exception.Message);
    }

    [Fact]
    public async Task SaysThatThePeerIsNotAmqp()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.SendRaw("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()));
        var exception = await Assert.ThrowsAsync<AmqpReceiverException>(() => AmqpReceiver.OpenAsync(peer.Url, "orders"));
        Assert.Contains("HTTP", exception.Message);
    }

    [Fact]
    public async Task HandsOutWhatCameBeforeTheConnectionWasLost()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script
            .AcceptConnection()
            .AcceptReceiver()
            .SendDelivery(TestMessages.Text("last"))
            .CloseOutput());
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(peer.Url, "orders");

        Assert.Equal("last", (await receiver.ReceiveAsync(Patience.Token)).Message.Value);
        await Assert.ThrowsAsync<AmqpReceiverException>(async () => await receiver.ReceiveAsync(Patience.Token));
        await peer.Completion;
    }

    [Fact]
    public async Task TellsWhyTheBrokerDetachedIt()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script
            .AcceptConnection()
            .AcceptReceiver()
            .SendDetach(new AmqpError { Condition = "amqp:resource-deleted", Description = "gone" })
            .ExpectDetach()
            .AnswerClosing());
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(peer.Url, "orders");

        var exception = await Assert.ThrowsAsync<AmqpReceiverException>(async () => await receiver.ReceiveAsync(Patience.Token));

        Assert.Equal("amqp:resource-deleted", exception.Condition);
        Assert.Contains("gone", exception.Message);
    }

    [Fact]
    public async Task IsCancelledAndGoesOn()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "orders");
        using var cancellation = new CancellationTokenSource();
        ValueTask<ReceivedMessage> waiting = receiver.ReceiveAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);

        queue.Enqueue(TestMessages.Text("later"));
        Assert.Equal("later", (await receiver.ReceiveAsync(Patience.Token)).Message.Value);
        await receiver.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await receiver.ReceiveAsync(Patience.Token));
    }

    [Fact]
    public async Task LeavesABrokerThatNeverAnswersItsClose()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptReceiver());
        AmqpReceiver receiver = await AmqpReceiver.OpenAsync(peer.Url, "orders", new() { CloseTimeout = TimeSpan.FromMilliseconds(50) });
        await receiver.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task GivesUpOnABrokerThatNeverAnswersItsOpen()
    {
        TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptHeaders().ExpectOpen().Signal(opened));
        ManualTimeProvider time = new();
        Task opening = AmqpReceiver.OpenAsync(peer.Url, "orders", new() { TimeProvider = time });
        await opened.Task.WaitAsync(Patience.Token);

        time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(opening.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        var exception = await Assert.ThrowsAsync<AmqpReceiverException>(() => opening.WaitAsync(Patience.Token));
        Assert.Contains("did not answer the open frame within", exception.Message);
    }

    [Fact]
    public async Task TakesAVirtualHostInTheFormOfThePeer()
    {
        Open rabbit = Handshakes.DefaultOpen with { Properties = new AmqpMap { { new AmqpSymbol("product"), "RabbitMQ" } } };
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptHeaders().ExpectOpen().Where(open => open.Hostname == "prod").Respond(rabbit).ExpectClose().Respond().ExpectEndOfStream(),
            script => script.AcceptHeaders().ExpectOpen().Where(open => open.Hostname == "vhost:prod").Respond(rabbit).AcceptReceiver().AnswerClosing(),
            script => script.AcceptHeaders().ExpectOpen().CloseSocket(),
            script => script.AcceptHeaders().ExpectOpen().Where(open => open.Hostname == "vhost:prod").Respond(rabbit).AcceptReceiver().AnswerClosing());

        await using (await AmqpReceiver.OpenAsync($"{peer.Url}/prod", "orders", cancellationToken: Patience.Token))
        {
            Assert.Equal(2, peer.ConnectionCount);
        }

        // The second time as RabbitMQ from 4.0 on does when the user may not enter the default virtual host.
        await (await AmqpReceiver.OpenAsync($"{peer.Url}/prod", "orders", cancellationToken: Patience.Token)).DisposeAsync();
        await peer.Completion;
    }

    [Fact]
    public async Task AttachesNothingAtAPeerWhoseFormIsUnclear()
    {
        Open rabbit = Handshakes.DefaultOpen with { Properties = new AmqpMap { { new AmqpSymbol("product"), "RabbitMQ" } } };
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptHeaders().ExpectOpen().Respond(rabbit).ExpectClose().Respond().ExpectEndOfStream(),
            script => script.AcceptHeaders().ExpectOpen().Respond().ExpectClose().Respond().ExpectEndOfStream());

        AmqpReceiverException thrown = await Assert.ThrowsAsync<AmqpReceiverException>(
            () => AmqpReceiver.OpenAsync($"{peer.Url}/prod", "orders", cancellationToken: Patience.Token));
        await peer.Completion;

        Assert.Contains("named itself RabbitMQ on one of two connections only", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusesAnAddressWithASecretWithoutRepeatingIt()
    {
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>("address", () => AmqpReceiver.OpenAsync("amqp://localhost", $"amqp://user:{Canary.Password}@host/orders"));

        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
    }
}
