using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Security;
using TypedSender.Amqp.Transport;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>The server's headers and SASL (AMQP 1.0, 2.2 and 5.3), against clients good and bad.</summary>
public class ServerHandshakeTests
{
    private static readonly byte[] SaslHeader = [.. "AMQP"u8, 3, 1, 0, 0];
    private static readonly byte[] AmqpHeader = [.. "AMQP"u8, 0, 1, 0, 0];
    private static readonly AmqpSymbol[] Anonymous = [new("ANONYMOUS")];

    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    public async Task AClientThatPipelinesEverythingIsLetIn(int largestRead)
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect(largestRead);
        byte[] open = TransportRig.Frame(new Open { ContainerId = "here" });
        await client.WriteAsync((byte[])[.. SaslHeader, .. Init("ANONYMOUS"), .. AmqpHeader, .. open]);
        FrameBuffer buffer = new(512);

        Assert.True(await RunAsync(server, buffer));
        server.CloseWriting();

        byte[] expected =
        [
            .. SaslHeader,
            .. TransportRig.Frame(new SaslMechanisms { SaslServerMechanisms = Anonymous }, type: 1),
            .. TransportRig.Frame(new SaslOutcome { Code = SaslCode.Ok }, type: 1),
            .. AmqpHeader,
        ];
        Assert.Equal(expected, await client.ReadAllAsync());
        if (largestRead > 1)
        {
            Assert.Equal(open, buffer.Unread.ToArray());
        }
    }

    [Fact]
    public async Task WithoutSaslAClientIsLetInWhereThatIsAllowed()
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        await client.WriteAsync(AmqpHeader);

        Assert.True(await RunAsync(server, new FrameBuffer(512), requireSasl: false));

        Assert.Equal(AmqpHeader, await client.ReadSomeAsync(8));
    }

    [Theory]
    [InlineData("414D515000010000")]
    [InlineData("414D515000000901")]
    [InlineData("414D515002010000")]
    [InlineData("414D515003010001")]
    [InlineData("474554202F204854")]
    public async Task AWrongHeaderIsAnsweredWithTheRightOne(string header)
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        await client.WriteAsync(Convert.FromHexString(header));

        HandshakeException exception = await Assert.ThrowsAsync<HandshakeException>(() => RunAsync(server, new FrameBuffer(512)));
        server.CloseWriting();

        Assert.Equal(HandshakeFailure.NotAmqp, exception.Failure);
        Assert.Equal(Convert.FromHexString(header), exception.Bytes);
        Assert.Equal(SaslHeader, await client.ReadAllAsync());
    }

    [Fact]
    public async Task AWrongHeaderAfterSaslIsAnsweredWithTheRightOne()
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        await client.WriteAsync((byte[])[.. SaslHeader, .. Init("ANONYMOUS"), .. SaslHeader]);

        HandshakeException exception = await Assert.ThrowsAsync<HandshakeException>(() => RunAsync(server, new FrameBuffer(512)));
        server.CloseWriting();

        Assert.Equal(HandshakeFailure.NotAmqp, exception.Failure);
        Assert.Equal(AmqpHeader, (await client.ReadAllAsync())[^8..]);
    }

    [Theory]
    [InlineData("PLAIN", true)]
    [InlineData("ANONYMOUS", false)]
    public async Task AMechanismThatWasNotOfferedOrIsRefusedIsTold(string mechanism, bool authenticates)
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        await client.WriteAsync((byte[])[.. SaslHeader, .. Init(mechanism)]);

        Assert.False(await RunAsync(server, new FrameBuffer(512), authenticates: authenticates));
        server.CloseWriting();

        byte[] outcome = TransportRig.Frame(new SaslOutcome { Code = SaslCode.Auth }, type: 1);
        Assert.Equal(outcome, (await client.ReadAllAsync())[^outcome.Length..]);
    }

    [Fact]
    public async Task ClosingMidwayIsToldWhereverItHappens()
    {
        byte[] whole = [.. SaslHeader, .. Init("ANONYMOUS"), .. AmqpHeader];
        for (int length = 0; length < whole.Length; length++)
        {
            (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
            await client.WriteAsync(whole.AsMemory(0, length));
            client.CloseWriting();

            HandshakeException exception = await Assert.ThrowsAsync<HandshakeException>(() => RunAsync(server, new FrameBuffer(512)));
            Assert.Equal(HandshakeFailure.Closed, exception.Failure);
        }
    }

    [Theory]
    [InlineData("00000009 02010000 FF")]
    [InlineData("00000008 02010000")]
    [InlineData("0000000C 02010000 00534045")]
    [InlineData("0000000C 02000000 00534145")]
    [InlineData("00000004 02010000")]
    public async Task GarbageInsteadOfSaslInitIsMalformed(string frame)
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        await client.WriteAsync((byte[])[.. SaslHeader, .. Convert.FromHexString(frame.Replace(" ", string.Empty, StringComparison.Ordinal))]);

        HandshakeException exception = await Assert.ThrowsAsync<HandshakeException>(() => RunAsync(server, new FrameBuffer(512)));

        Assert.Equal(HandshakeFailure.Malformed, exception.Failure);
    }

    private static byte[] Init(string mechanism) => TransportRig.Frame(new SaslInit { Mechanism = new AmqpSymbol(mechanism), InitialResponse = Array.Empty<byte>() }, type: 1);

    private static Task<bool> RunAsync(MemoryDuplex server, FrameBuffer buffer, bool requireSasl = true, bool authenticates = true)
        => ServerHandshake.RunAsync(server, buffer, Anonymous, requireSasl, _ => new SingleStepServerMechanism(_ => (authenticates, null)), default).WaitAsync(Bounded.Time);
}
