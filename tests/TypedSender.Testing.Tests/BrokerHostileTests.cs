using System.Buffers.Binary;
using TypedSender.Amqp.Performatives;
using TypedSender.Shared;
using TypedSender.TestPeer;

namespace TypedSender.Testing.Tests;

/// <summary>Clients that break the protocol, fall silent or are none.</summary>
public sealed class BrokerHostileTests
{
    [Fact]
    public async Task TellsAStrangerWhatItSpeaksAndHangsUp()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .SendRaw("SSH-2.0-there\r\n"u8.ToArray())
            .ExpectBytes(FrameEncoder.SaslHeader)
            .ExpectEndOfStream());

        await client.Completion;
        await AssertServesAsync(broker);
    }

    [Fact]
    public async Task WantsSaslWhenNobodyMayComeWithoutAName()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { AllowAnonymous = false, Users = { ["anna"] = Canary.Password } });
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .SendRaw(FrameEncoder.AmqpHeader)
            .ExpectBytes(FrameEncoder.SaslHeader)
            .ExpectEndOfStream());

        await client.Completion;
    }

    [Fact]
    public async Task TellsAWrongPasswordThatItIsWrongEvenWhenMoreIsUnderWay()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { AllowAnonymous = false, Users = { ["anna"] = Canary.Password } });
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .SendRaw([
                .. FrameEncoder.SaslHeader,
                .. FrameEncoder.Encode(0, new SaslInit { Mechanism = "PLAIN", InitialResponse = "\0anna\0wrong"u8.ToArray() }),
                .. FrameEncoder.AmqpHeader,
                .. FrameEncoder.Encode(0, new Open { ContainerId = "hasty" })])
            .ExpectBytes(FrameEncoder.SaslHeader)
            .Expect<SaslMechanisms>().Where(offer => offer.SaslServerMechanisms.Select(static name => name.Value).SequenceEqual(["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"]))
            .Expect<SaslOutcome>().Where(outcome => outcome.Code == SaslCode.Auth)
            .ExpectEndOfStream());

        await client.Completion;
        Assert.Empty(broker.Connections);
    }

    [Fact]
    public async Task ClosesAConnectionWhoseFrameIsTooLarge()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { MaxFrameSize = 1024 });
        byte[] frame = new byte[1025];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        frame[4] = 2;
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .SendRaw(frame)
            .ExpectClose().Where(close => close.Error!.Condition == "amqp:connection:framing-error"));

        await client.Completion;
        await AssertServesAsync(broker);
    }

    [Fact]
    public async Task ClosesAConnectionWhoseFrameIsNoPerformative()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection()
            .SendRaw(0, 0, 0, 12, 2, 0, 0, 0, 0x00, 0x53, 0x10, 0xff)
            .ExpectClose().Where(close => close.Error!.Condition == "amqp:decode-error"));

        await client.Completion;
        await AssertServesAsync(broker);
    }

    [Fact]
    public async Task ShowsSignsOfLifeToAClientThatAsksForThem()
    {
        var time = new ManualTimeProvider();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { TimeProvider = time, IdleTimeout = null });
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection(new Open { ContainerId = "impatient", IdleTimeOut = 4000 })
            .Then(_ => time.Advance(TimeSpan.FromSeconds(4)))
            .ExpectEmptyFrame()
            .Then(_ => time.Advance(TimeSpan.FromSeconds(4)))
            .ExpectEmptyFrame());

        await client.Completion;
    }

    [Fact]
    public async Task ClosesAConnectionThatFellSilent()
    {
        var time = new ManualTimeProvider();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { TimeProvider = time, IdleTimeout = TimeSpan.FromSeconds(10) });
        await using ScriptedPeer client = ScriptedPeer.Connect(broker.Port, script => script
            .SendRaw(FrameEncoder.AmqpHeader)
            .ExpectBytes(FrameEncoder.AmqpHeader)
            .Send(new Open { ContainerId = "silent" })
            .ExpectOpen().Where(open => open.IdleTimeOut == 5000)
            // Past the idle time-out, and not past the two seconds after it in which the close has to leave: the write of the open may be only just ending.
            .Then(_ => time.Advance(TimeSpan.FromSeconds(11)))
            .ExpectClose().Where(close => close.Error!.Condition == "amqp:resource-limit-exceeded" && close.Error.Description!.Contains("idle"))
            .ExpectEndOfStream());

        await client.Completion;
        await broker.DisposeAsync();
        Assert.False(Assert.Single(broker.Connections).IsOpen);
    }

    [Fact]
    public async Task StopsWhileClientsAreConnectedInEveryStage()
    {
        InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("orders");
        TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedPeer silent = ScriptedPeer.Connect(broker.Port, script => script.SendRaw((byte)'A'));
        await using ScriptedPeer open = ScriptedPeer.Connect(broker.Port, script => script
            .OpenConnection().Signal(opened)
            .ExpectClose().Where(close => close.Error!.Condition == "amqp:connection:forced"));
        await using ScriptedPeer attached = ScriptedPeer.Connect(broker.Port, script => script.OpenConnection().BeginSession().AttachSender("orders"));
        await attached.Completion;
        await silent.Completion;
        await opened.Task.WaitAsync(Patience.Token);
        await broker.DisposeAsync().AsTask().WaitAsync(Patience.Token);
        await open.Completion;
        await broker.DisposeAsync();
        Assert.Equal(0, broker.ConnectionCount);
    }

    private static async Task AssertServesAsync(InProcessBroker broker)
    {
        await using ScriptedPeer good = ScriptedPeer.Connect(broker.Port, script => script.OpenConnection());
        await good.Completion;
    }
}
