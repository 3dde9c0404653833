using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.TestPeer;
using TypedSender.Testing;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Opening;

/// <summary>What the peer said in open and attach is told by events, each time: <see cref="SendClient.Connected"/>, <see cref="MessageSender.Attached"/>.</summary>
public sealed class AttachedEventTests
{
    [Fact]
    public async Task Each_attach_of_this_link_is_told_also_after_its_loss()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        broker.CreateQueue("others");
        queue.AttachResponse = new AttachResponse { OfferedCapabilities = ["first"], Address = "/queues/notes", Properties = new AmqpMap { { new AmqpSymbol("tier"), 2 } } };
        queue.MaxMessageSize = 4096;
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        MessageSender sender = client.GetMessageSender(client.GetSender<INoteSender>());
        EventLog<SenderAttachment> seen = new();
        sender.Attached += (who, attached) => seen.Add(who == sender ? attached.Attachment : null!);

        await client.GetMessageSender("others").SendAsync(new AmqpMessage { Value = 1 }).Within();
        await sender.OpenAsync().Within();
        await seen.WaitForCountAsync(1);
        Assert.Same(sender.Attachment, seen.Items[0]);
        queue.AttachResponse = new AttachResponse { OfferedCapabilities = ["second"] };
        broker.Links.Single(link => link.IsOpen && link.Name == seen.Items[0].LinkName).Detach("amqp:link:detach-forced", "moved");
        await seen.WaitForCountAsync(2);
        queue.AttachResponse = new AttachResponse { OfferedCapabilities = ["third"] };
        broker.AbortConnections();
        await seen.WaitForCountAsync(3);
        await client.CloseAsync().Within();

        Assert.Equal(["first", "second", "third"], seen.Items.Select(attachment => Assert.Single(attachment.OfferedCapabilities)));
        Assert.Equal(["/queues/notes", "notes", "notes"], seen.Items.Select(attachment => attachment.Address));
        Assert.Equal((4096L, 2), (seen.Items[0].MaxMessageSize, seen.Items[0].Properties["tier"]));
    }

    [Fact]
    public async Task They_are_told_in_order_with_the_states()
    {
        TaskCompletionSource lost = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection(Handshakes.DefaultOpen with { ContainerId = "one", OfferedCapabilities = ["A"] }).AcceptSession()
                .ExpectAttach().Respond(attach => Expectations.Mirror(attach) with { MaxMessageSize = 111 }).SendCredit(10).WaitFor(lost.Task).CloseSocket(),
            script => script.AcceptConnection(Handshakes.DefaultOpen with { ContainerId = "two" }).AcceptSession()
                .ExpectAttach().Respond(attach => Expectations.Mirror(attach) with { MaxMessageSize = 222 }).SendCredit(10).AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        MessageSender sender = client.GetMessageSender("notes");
        EventLog<string> events = new();
        client.StateChanged += (_, change) => events.Add($"client {change.Current}");
        client.Connected += (who, connected) => events.Add(who == client ? $"connected to {connected.Connection.ContainerId} [{string.Join(",", connected.Connection.OfferedCapabilities)}]" : "");
        sender.StateChanged += (_, change) => events.Add($"sender {change.Current}");
        sender.Attached += (_, attached) => events.Add($"attached with {attached.Attachment.MaxMessageSize}");

        await sender.OpenAsync().Within();
        await events.WaitForCountAsync(6);
        lost.SetResult();
        await events.WaitForCountAsync(12);
        await client.CloseAsync().Within();
        await events.WaitForCountAsync(14);
        await peer.Completion.Within();

        Assert.Equal(
            [
                "sender Opening", "client Connecting", "client Connected", "connected to one [A]", "sender Open", "attached with 111",
                "client Reconnecting", "sender Recovering", "client Connected", "connected to two []", "sender Open", "attached with 222",
                "client Closed", "sender Closed",
            ],
            events.Items);
    }

    [Fact]
    public async Task A_link_that_is_refused_or_lacks_a_capability_is_not_told_as_attached()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        MessageSender refused = client.GetMessageSender("nowhere");
        MessageSender lacking = client.GetMessageSender("notes", new SenderOptions { RequiredCapabilities = { "DELAYED_DELIVERY" } });
        MessageSender attached = client.GetMessageSender("notes");
        EventLog<string> events = new();
        foreach ((string name, MessageSender sender) in new[] { ("refused", refused), ("lacking", lacking), ("attached", attached) })
        {
            sender.Attached += (_, _) => events.Add(name);
        }

        await Assert.ThrowsAsync<SendException>(() => refused.OpenAsync().Within());
        await Assert.ThrowsAsync<SendException>(() => lacking.OpenAsync().Within());
        await attached.OpenAsync().Within();
        await events.WaitForCountAsync(1);

        // Events of one client are told in order, so that those of the others would have been seen.
        Assert.Equal(["attached"], events.Items);
    }

    [Fact]
    public async Task Handlers_may_throw_which_is_logged_and_block_on_a_send()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        var log = new RecordingLog(typeof(SendClient).FullName!);
        await using var client = new SendClient(broker.Url, options => options.LoggerFactory = log);
        MessageSender sender = client.GetMessageSender("notes");
        client.Connected += (_, _) => throw new InvalidOperationException("a bug of the user's");
        sender.Attached += (_, attached) => sender.SendAsync(new AmqpMessage { Value = attached.Attachment.LinkName }).AsTask().WaitAsync(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();

        await sender.OpenAsync().Within();
        await queue.WaitForArrivalsAsync(1).Within();

        Assert.Equal(broker.Links[0].Name, queue.Messages[0].Message.Value);
        await log.WaitForAsync(entry => entry.Id == 1009 && entry.Text.Contains("a bug of the user's", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_transport_of_ones_own_tells_of_no_attach()
    {
        var transport = new RecordingTransport();
        MessageSender sender = TypedSenders.GetMessageSender(TypedSenders.Create<INoteSender>(transport));
        EventLog<string> events = new();
        sender.Attached += (_, _) => events.Add("attached");
        sender.StateChanged += (_, change) => events.Add($"{change.Current}");

        await sender.SendAsync(new AmqpMessage { Value = 1 }).Within();
        await sender.CloseAsync().Within();
        await events.WaitForAsync(items => items.Contains("Closed"));

        Assert.DoesNotContain("attached", events.Items);
        Assert.Null(sender.Attachment);
    }
}
