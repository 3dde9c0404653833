using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>Targets whose node the peer makes for the link, and deletes again (AMQP 1.0, 3.5.4 and 3.5.10 to 3.5.13).</summary>
public sealed class DynamicTargetTests
{
    [Fact]
    public async Task The_peer_makes_a_node_and_its_address_can_be_read()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using var client = new SendClient(broker.Url);
        MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Dynamic(capabilities: "queue") });

        await sender.SendAsync(new AmqpMessage { Value = "a" }).Within();

        BrokerQueue queue = Assert.Single(broker.Queues);
        Assert.Equal((true, DynamicNodeLifetime.DeleteOnClose), (queue.IsDynamic, queue.Lifetime));
        Assert.Equal(queue.Name, sender.Attachment!.Address);
        Assert.Equal(DynamicNodeLifetime.DeleteOnClose, sender.Attachment.Target!.DynamicNode!.Lifetime);
        Assert.Equal("a", Assert.Single(queue.Messages).Message.Value);
        Assert.Equal(["queue"], Assert.Single(broker.Links).Target!.Capabilities);
        Assert.Equal("(dynamic)", sender.Address);
        await client.CloseAsync().Within();
        await queue.WaitForDeletionAsync().Within();
        Assert.Empty(broker.Queues);
    }

    [Fact]
    public async Task A_typed_sender_may_have_one_in_place_of_the_address_of_its_interface()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using var client = new SendClient(broker.Url);

        await client.GetSender<INoteSender>(new SenderOptions { Target = AmqpTarget.Dynamic() }).SendAsync(new Note("a")).Within();

        Assert.Equal(1, Assert.Single(broker.Queues, queue => queue.IsDynamic).Count);
    }

    [Fact]
    public async Task After_a_loss_another_node_is_made_and_what_waits_goes_to_that()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Credit = CreditPolicy.Once(1) });
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Dynamic(DynamicNodeLifetime.DeleteOnNoMessages) });
        EventLog<string> addresses = new();
        sender.Attached += (_, attached) => addresses.Add(attached.Attachment.Address);

        await sender.SendAsync(new AmqpMessage { Value = "a" }).Within();
        Task waiting = sender.SendAsync(new AmqpMessage { Value = "b" }).AsTask();
        await addresses.WaitForCountAsync(1);
        broker.AbortConnections();
        await waiting.Within();
        await addresses.WaitForCountAsync(2);

        Assert.NotEqual(addresses.Items[0], addresses.Items[1]);
        Assert.Equal(addresses.Items[1], sender.Attachment!.Address);

        // The first node holds a message still.
        Assert.Equal(["a"], broker.GetQueue(addresses.Items[0]).Messages.Select(message => message.Message.Value));
        Assert.Equal(["b"], broker.GetQueue(addresses.Items[1]).Messages.Select(message => message.Message.Value));
    }

    [Fact]
    public async Task Delete_on_close_detaches_the_readers_that_are_left()
    {
        await using Case dynamic = await Case.BeginAsync(DynamicNodeLifetime.DeleteOnClose);

        await dynamic.Sender.CloseAsync().Within();
        await dynamic.Queue.WaitForDeletionAsync().Within();

        AmqpReceiverException detached = await Assert.ThrowsAsync<AmqpReceiverException>(async () =>
        {
            while (true)
            {
                await dynamic.Reader.ReceiveAsync().Within();
            }
        });
        Assert.Contains("amqp:resource-deleted", detached.Message, StringComparison.Ordinal);
        Assert.Empty(dynamic.Broker.Queues);
    }

    [Fact]
    public async Task Delete_on_no_links_lives_as_long_as_a_reader()
    {
        await using Case dynamic = await Case.BeginAsync(DynamicNodeLifetime.DeleteOnNoLinks);

        await dynamic.Sender.CloseAsync().Within();
        Assert.Same(dynamic.Queue, Assert.Single(dynamic.Broker.Queues));
        Assert.Equal("a", (await dynamic.Reader.ReceiveAsync().Within()).Message.Value);
        await dynamic.Reader.DisposeAsync();

        await dynamic.Queue.WaitForDeletionAsync().Within();
    }

    [Fact]
    public async Task Delete_on_no_messages_goes_with_the_last_message_whoever_reads()
    {
        await using Case dynamic = await Case.BeginAsync(DynamicNodeLifetime.DeleteOnNoMessages);

        await dynamic.Sender.CloseAsync().Within();
        ReceivedMessage message = await dynamic.Reader.ReceiveAsync().Within();
        Assert.Same(dynamic.Queue, Assert.Single(dynamic.Broker.Queues));
        await message.AcceptAsync().Within();

        await dynamic.Queue.WaitForDeletionAsync().Within();
        Assert.Empty(dynamic.Broker.Queues);
    }

    [Fact]
    public async Task Delete_on_no_links_or_messages_waits_for_both()
    {
        await using Case dynamic = await Case.BeginAsync(DynamicNodeLifetime.DeleteOnNoLinksOrMessages);

        await dynamic.Sender.CloseAsync().Within();
        ReceivedMessage message = await dynamic.Reader.ReceiveAsync().Within();
        await dynamic.Reader.DisposeAsync();
        await using AmqpReceiver other = await AmqpReceiver.OpenAsync(dynamic.Broker.Url, dynamic.Queue.Name);
        message = await other.ReceiveAsync().Within();
        await message.AcceptAsync().Within();
        Assert.Same(dynamic.Queue, Assert.Single(dynamic.Broker.Queues));
        await other.DisposeAsync();

        await dynamic.Queue.WaitForDeletionAsync().Within();
    }

    /// <summary>A dynamic queue with one message, the sender that it was made for, and a reader.</summary>
    private sealed class Case(InProcessBroker broker, SendClient client, MessageSender sender, AmqpReceiver reader) : IAsyncDisposable
    {
        public InProcessBroker Broker { get; } = broker;

        public MessageSender Sender { get; } = sender;

        public AmqpReceiver Reader { get; } = reader;

        public BrokerQueue Queue { get; } = broker.Queues.Single();

        public static async Task<Case> BeginAsync(DynamicNodeLifetime lifetime)
        {
            InProcessBroker broker = await InProcessBroker.StartAsync();
            SendClient client = new(broker.Url);
            MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Dynamic(lifetime) });
            await sender.SendAsync(new AmqpMessage { Value = "a" }).Within();
            AmqpReceiver reader = await AmqpReceiver.OpenAsync(broker.Url, sender.Attachment!.Address);
            return new Case(broker, client, sender, reader);
        }

        public async ValueTask DisposeAsync()
        {
            await Reader.DisposeAsync();
            await client.DisposeAsync();
            await Broker.DisposeAsync();
        }
    }
}
