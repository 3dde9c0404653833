using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Shared;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

public sealed class BrokerFaultsTests
{
    [Fact]
    public async Task RefusesEveryoneWhileItIsDownAndKeepsItsQueues()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.Enqueue(TestMessages.Text("kept"));
        string url = broker.Url;
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders")
            .ExpectFlow()
            .ExpectEndOfStream());
        await queue.WaitForSendersAsync(1, Patience.Token);

        await broker.SuspendAsync();
        await broker.SuspendAsync();

        await client.Completion;
        Assert.False(broker.IsListening);
        Assert.Equal(0, broker.ConnectionCount);
        Assert.Equal(0, queue.SenderCount);
        for (int i = 0; i < 3; i++)
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            SocketException refused = await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, broker.Port), Patience.Token).AsTask());
            Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        }

        Assert.Equal(1, broker.AcceptedConnectionCount);

        await broker.ResumeAsync();
        await broker.ResumeAsync();

        Assert.True(broker.IsListening);
        Assert.Equal(url, broker.Url);
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(url, "orders");
        Assert.Equal("kept", (await receiver.ReceiveAsync(Patience.Token)).Message.Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ShowsNothingOpenOfConnectionsThatItHasClosed(bool withError)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        TaskCompletionSource checkedAll = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders")
            .ExpectFlow()
            .WaitFor(checkedAll.Task));
        await queue.WaitForSendersAsync(1, Patience.Token);

        if (withError)
        {
            broker.CloseConnections("amqp:connection:forced");
        }
        else
        {
            broker.AbortConnections();
        }

        // The client has not answered yet.
        Assert.False(Assert.Single(broker.Links).IsOpen);
        Assert.False(Assert.Single(broker.Connections).IsOpen);
        Assert.Equal(0, queue.SenderCount);
        checkedAll.SetResult();
        await client.Completion;
    }

    [Fact]
    public async Task GoesDownAndUpTwentyTimes()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        for (int i = 0; i < 20; i++)
        {
            TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script.OpenConnection().Signal(opened).ExpectEndOfStream());

            // The broker knows the connection before its own open is written: going down then may take that frame along.
            await opened.Task.WaitAsync(Patience.Token);
            await broker.SuspendAsync();
            await client.Completion;
            await broker.ResumeAsync();
        }

        Assert.Equal(20, broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task ComesUpAgainWhileAProcessThatIsBeingStartedHoldsItsSocket()
    {
        // Until a new process runs its program, it holds all sockets of the one that starts it.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("orders");
        using SafeFileHandle held = new(DuplicateSocketOn(broker.Port), ownsHandle: true);

        await broker.SuspendAsync();
        await broker.ResumeAsync();

        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "orders");
        Assert.True(broker.IsListening);
    }

    [Fact]
    public async Task IsDisposedWhileItIsDown()
    {
        InProcessBroker broker = await InProcessBroker.StartAsync();
        await broker.SuspendAsync();

        await broker.DisposeAsync();

        Assert.False(broker.IsListening);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await broker.ResumeAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await broker.SuspendAsync());
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task RefusesTheNextLinksOfAQueue()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.RefuseNextLinks(1, "amqp:resource-locked", "later");
        queue.RefuseNextLinks(1, "amqp:not-allowed");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .Send(ClientHandshakes.SenderAttach("orders"))
            .ExpectAttach().Where(attach => attach.TargetTerminus == null)
            .ExpectDetach().Where(detach => detach.Closed && detach.Error!.Condition == "amqp:resource-locked" && detach.Error.Description == "later").Respond()
            .Send(ClientHandshakes.ReceiverAttach("orders"))
            .ExpectAttach().Where(attach => attach.SourceTerminus == null)
            .ExpectDetach().Where(detach => detach.Error!.Condition == "amqp:not-allowed").Respond()
            .AttachSender("orders"));

        await client.Completion;
        Assert.Single(broker.Links);
    }

    [Fact]
    public async Task RefusesTheNextLinksThatNameNoQueue()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { AnonymousRelay = true });
        BrokerQueue queue = broker.CreateQueue("orders");
        await using SendClient client = new(broker.Url);
        AmqpMessage message = new() { Properties = new Properties { To = "orders" }, Value = 1 };

        broker.RefuseNextLinks(1, "amqp:resource-limit-exceeded", "no transactions now");
        SendException refused = await Assert.ThrowsAsync<SendException>(() => client.BeginTransactionAsync().Within());
        await (await client.BeginTransactionAsync().Within()).RollbackAsync().Within();

        broker.RefuseNextLinks(1, new AmqpError { Condition = "amqp:not-allowed", Description = "no nodes now" });
        SendOutcome withoutNode = await client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Dynamic() }).SendForOutcomeAsync(message).Within();
        MessageSender dynamic = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Dynamic(DynamicNodeLifetime.DeleteOnNoLinks) });
        SendOutcome withNode = await dynamic.SendForOutcomeAsync(message).Within();

        // The client does without a relay that refuses its link: the message goes out on a link to its queue.
        broker.RefuseNextLinks(1, "amqp:not-allowed", "no relay now");
        SendOutcome relayed = await client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous }).SendForOutcomeAsync(message).Within();

        Assert.Equal(("amqp:resource-limit-exceeded", "no transactions now"), (refused.Condition, refused.Outcome.Error?.Description));
        Assert.Equal(("amqp:not-allowed", "no nodes now"), (withoutNode.Error?.Condition.Value, withoutNode.Error?.Description));
        Assert.Equal([SendOutcome.Accepted, SendOutcome.Accepted], [withNode, relayed]);
        Assert.Equal(1, queue.Count);
        Assert.Equal(["$coordinator", dynamic.Attachment!.Target!.Address, "orders"], broker.Links.Select(link => link.Address));
    }

    [Fact]
    public async Task RefusesTheNextConnections()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.RefuseNextConnections(1, "amqp:not-found", "no such vhost");
        await using ScriptedPeer refused = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .ExpectClose().Where(close => close.Error!.Condition == "amqp:not-found" && close.Error.Description == "no such vhost").Respond()
            .ExpectEndOfStream());
        await refused.Completion;
        Assert.Empty(broker.Connections);

        await using ScriptedPeer taken = ScriptedPeer.Connect(broker.Port, script => script.OpenConnection().BeginSession());
        await taken.Completion;
        Assert.Single(broker.Connections);
    }

    [Fact]
    public async Task RefusesAConnectionWhoseClientHasGoneOnAlready()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("orders");
        broker.RefuseNextConnections(1, "amqp:not-found");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .SendRaw(FrameEncoder.AmqpHeader)
            .Send(new Open { ContainerId = "scripted-client" })
            .Send(new Begin { NextOutgoingId = 0, IncomingWindow = 10, OutgoingWindow = 10 })
            .Send(ClientHandshakes.SenderAttach("orders"))
            .ExpectBytes(FrameEncoder.AmqpHeader)
            .ExpectOpen()
            .ExpectClose().Where(close => close.Error!.Condition == "amqp:not-found").Respond()
            .ExpectEndOfStream());

        await client.Completion;
        Assert.Empty(broker.Links);
    }

    [Fact]
    public async Task EndsTheSessionOfALink()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .Ignore<Flow>()
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders")
            .ExpectEnd().Where(end => end.Error!.Condition == "amqp:session:window-violation" && end.Error.Description == "too much").Respond()
            .BeginSession()
            .AttachSender("orders"));

        await queue.WaitForSendersAsync(1, Patience.Token);
        BrokerLink link = Assert.Single(broker.Links);
        link.EndSession("amqp:session:window-violation", "too much");
        link.EndSession("amqp:session:window-violation", "twice does no harm");
        await client.Completion;
        Assert.False(link.IsOpen);
        Assert.Equal(1, queue.SenderCount);
    }

    [Fact]
    public async Task EndsTheSessionOfARefusedLinkWhenAskedTo()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { EndSessionOfRefusedLinks = true });
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .Ignore<Flow>()
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders")
            .Send(ClientHandshakes.SenderAttach("missing") with { Name = "other", Handle = 1 })
            .ExpectEnd().Where(end => end.Error!.Condition == "amqp:not-found" && end.Error.Description!.Contains("'missing'")).Respond()
            .BeginSession());

        await client.Completion;
        Assert.False(Assert.Single(broker.Links).IsOpen);
        Assert.Equal(0, queue.SenderCount);
    }

    [Fact]
    public async Task AnswersAnAttachAsItIsTold()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        queue.MaxMessageSize = 4096;
        queue.AttachResponse = new AttachResponse
        {
            OfferedCapabilities = ["queue", "shared"],
            Properties = new AmqpMap { { new AmqpSymbol("tier"), 2 } },
            Address = "/queues/orders",
            SendSettleMode = SenderSettleMode.Unsettled,
            ReceiveSettleMode = ReceiverSettleMode.Second,
        };
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .BeginSession()
            .Send(ClientHandshakes.SenderAttach("orders") with { SndSettleMode = SenderSettleMode.Mixed })
            .ExpectAttach().Check(attach =>
            {
                Assert.Equal(["queue", "shared"], attach.OfferedCapabilities!.Select(capability => capability.Value));
                Assert.Equal(2, attach.Properties![new AmqpSymbol("tier")]);
                Assert.Equal("/queues/orders", attach.Target!.Address);
                Assert.Equal(SenderSettleMode.Unsettled, attach.SndSettleMode);
                Assert.Equal(ReceiverSettleMode.Second, attach.RcvSettleMode);
                Assert.Equal(4096ul, attach.MaxMessageSize);
            })
            .ExpectFlow()
            .SendDelivery(TestMessages.Text("one"))
            .ExpectDisposition().Where(disposition => !disposition.Settled && disposition.State is Accepted)
            .Send(new Disposition { Role = Role.Sender, First = 0, Settled = true, State = Accepted.Instance }));

        await client.Completion;
        await Assert.Single(queue.Messages).WaitForSettlementAsync(Patience.Token);
        Assert.Equal("orders", Assert.Single(broker.Links).Address);
    }

    private static nint DuplicateSocketOn(int port)
    {
        foreach (string path in Directory.GetFiles("/proc/self/fd"))
        {
            if (File.ResolveLinkTarget(path, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true)
            {
                int descriptor = int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);
                using Socket socket = new(new SafeSocketHandle(descriptor, ownsHandle: false));
                if ((socket.LocalEndPoint as IPEndPoint)?.Port == port && (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection)! != 0)
                {
                    return Duplicate(descriptor);
                }
            }
        }

        throw new InvalidOperationException($"No socket of this process listens on {port}.");
    }

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int descriptor);
}
