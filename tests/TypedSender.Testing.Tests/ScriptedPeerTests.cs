using System.Net;
using System.Net.Sockets;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

public sealed class ScriptedPeerTests
{
    [Fact]
    public async Task RunsTwoScriptsAgainstEachOther()
    {
        await using ScriptedPeer server = ScriptedPeer.Start(script => script
            .AcceptConnection()
            .AcceptSender(credit: 10)
            .ExpectDelivery(out Captured<Transfer> delivery)
            .SendDisposition(delivery, Amqp.Messages.Accepted.Instance)
            .AnswerClosing());
        await using ScriptedPeer client = ScriptedPeer.Connect(server.Port, script => script
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders")
            .ExpectFlow().Where(flow => flow.LinkCredit == 10)
            .SendDelivery([1, 2, 3])
            .ExpectDisposition().Where(disposition => disposition.Settled)
            .SendDetach()
            .ExpectDetach()
            .SendEnd()
            .ExpectEnd()
            .SendClose()
            .ExpectClose());

        await client.Completion;
        await server.Completion;
        Assert.Equal(1, server.ConnectionCount);
    }

    [Fact]
    public async Task SaysWhichStepExpectedWhatAndWhatCameInstead()
    {
        await using ScriptedPeer server = ScriptedPeer.Start(script => script.ExpectHeader().ExpectOpen().Respond().ExpectBegin());
        await using ScriptedPeer client = ScriptedPeer.Connect(server.Port, script => script.OpenConnection().SendClose());

        var exception = await Assert.ThrowsAsync<ScriptFailedException>(() => server.Completion);
        Assert.StartsWith("Connection 1, step 5 (expect Begin): expected Begin, but received channel 0: Close", exception.Message);
        Assert.Contains("scripted-client", exception.Message);
    }

    [Fact]
    public async Task SaysWhichConditionDidNotHold()
    {
        await using ScriptedPeer server = ScriptedPeer.Start(script => script.ExpectHeader().ExpectOpen().Where(open => open.ContainerId == "other"));
        await using ScriptedPeer client = ScriptedPeer.Connect(server.Port, script => script.OpenConnection());

        var exception = await Assert.ThrowsAsync<ScriptFailedException>(() => server.Completion);
        Assert.Contains("expected Open where open => open.ContainerId == \"other\"", exception.Message);
    }

    [Fact]
    public async Task FailsWithinItsBoundWhenNothingComes()
    {
        await using ScriptedPeer server = ScriptedPeer.Start(script => script.Within(TimeSpan.FromMilliseconds(50)).ExpectHeader());
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);

        var exception = await Assert.ThrowsAsync<ScriptFailedException>(() => server.Completion.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Contains("within 0.05 s", exception.Message);
    }

    [Fact]
    public async Task FailsForAConnectionThatNoScriptIsFor()
    {
        await using ScriptedPeer server = ScriptedPeer.Start(script => script.ExpectHeader().ExpectOpen());
        using var first = new TcpClient();
        await first.ConnectAsync(IPAddress.Loopback, server.Port);
        using var second = new TcpClient();
        await second.ConnectAsync(IPAddress.Loopback, server.Port);

        var exception = await Assert.ThrowsAsync<ScriptFailedException>(() => server.Completion);
        Assert.Contains("Connection 2", exception.Message);
    }

    [Fact]
    public async Task CapturesAndGathersADeliveryOfManyFrames()
    {
        Captured<Transfer>? delivery = null;
        await using ScriptedPeer server = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out delivery));
        await using ScriptedPeer client = ScriptedPeer.Connect(server.Port, script => script
            .OpenConnection()
            .BeginSession()
            .AttachSender("orders")
            .Send(new Transfer { Handle = 0, DeliveryId = 5, DeliveryTag = new byte[] { 9 }, More = true }, new byte[] { 1, 2 })
            .Send(new Transfer { Handle = 0 }, new byte[] { 3 }));

        await server.Completion;
        Assert.Equal(5u, delivery!.Value.DeliveryId);
        Assert.Equal([1, 2, 3], delivery.Payload);
    }
}
