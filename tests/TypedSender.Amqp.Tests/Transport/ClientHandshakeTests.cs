using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Security;
using TypedSender.Amqp.Transport;
using TypedSender.Shared;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>The client's headers and SASL (AMQP 1.0, 2.2 and 5.3), against servers good and bad.</summary>
public class ClientHandshakeTests
{
    private static readonly byte[] SaslHeader = [.. "AMQP"u8, 3, 1, 0, 0];
    private static readonly byte[] AmqpHeader = [.. "AMQP"u8, 0, 1, 0, 0];
    private static readonly AmqpSymbol[] Both = [new("PLAIN"), new("ANONYMOUS")];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10_000)]
    public async Task AnonymousIsByteForByteWhatTheSpecificationSays(int largestRead)
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect(largestRead);
        await server.WriteAsync(SaslHeader);
        await server.WriteAsync(TransportRig.Frame(new SaslMechanisms { SaslServerMechanisms = Both }, type: 1));
        await server.WriteAsync(TransportRig.Frame(new SaslOutcome { Code = SaslCode.Ok }, type: 1));
        await server.WriteAsync(AmqpHeader);
        FrameBuffer buffer = new(512);
        List<HandshakeStep> told = [];

        await ClientHandshake.RunAsync(client, buffer, SaslCredentials.Anonymous, "broker", told.Add, default).WaitAsync(Bounded.Time);
        client.Dispose();

        // sasl-init: mechanism sym8 ANONYMOUS, initial-response of no bytes, hostname.
        byte[] init = [0, 0, 0, 0x23, 2, 1, 0, 0, 0, 0x53, 0x41, 0xC0, 0x16, 3, 0xA3, 9, .. "ANONYMOUS"u8, 0xA0, 0, 0xA1, 6, .. "broker"u8];
        Assert.Equal(Convert.ToHexString([.. SaslHeader, .. init, .. AmqpHeader]), Convert.ToHexString(await server.ReadAllAsync()));
        Assert.Equal([HandshakeStep.Authenticating, HandshakeStep.Authenticated], told);
        Assert.Equal(0, buffer.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PlainIsTakenOrRefused(bool isTaken)
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        Task<bool> serving = ServerHandshake.RunAsync(
            server,
            new FrameBuffer(512),
            Both,
            requireSasl: true,
            mechanism => new SingleStepServerMechanism(
                response => (mechanism == "PLAIN" && System.Text.Encoding.UTF8.GetString(response.Span) == $"\0käthe\0{Canary.Password}", "käthe")),
            default);

        Task connecting = ClientHandshake.RunAsync(client, new FrameBuffer(512), SaslCredentials.Plain("käthe", isTaken ? Canary.Password : Canary.OtherPassword), null, _ => { }, default);

        Assert.Equal(isTaken, await serving.WaitAsync(Bounded.Time));
        if (isTaken)
        {
            await connecting.WaitAsync(Bounded.Time);
        }
        else
        {
            HandshakeException exception = await Assert.ThrowsAsync<HandshakeException>(() => connecting.WaitAsync(Bounded.Time));
            Assert.Equal((HandshakeFailure.SaslRefused, (byte)1), (exception.Failure, exception.SaslCode));
        }
    }

    [Theory]
    [InlineData((byte)SaslCode.Auth)]
    [InlineData((byte)SaslCode.Sys)]
    [InlineData((byte)SaslCode.SysPerm)]
    [InlineData((byte)SaslCode.SysTemp)]
    public async Task TheCodeOfARefusalIsTold(byte code)
    {
        HandshakeException exception = await FailAsync(
            [.. SaslHeader, .. Mechanisms("ANONYMOUS"), .. TransportRig.Frame(new SaslOutcome { Code = (SaslCode)code }, type: 1)]);

        Assert.Equal((HandshakeFailure.SaslRefused, code), (exception.Failure, exception.SaslCode));
    }

    [Theory]
    [InlineData("PLAIN", "GSSAPI")]
    [InlineData]
    public async Task WithoutACommonMechanismTheOfferIsTold(params string[] offered)
    {
        HandshakeException exception = await FailAsync([.. SaslHeader, .. Mechanisms(offered)]);

        Assert.Equal(HandshakeFailure.NoMechanism, exception.Failure);
        Assert.Equal(offered, exception.Offered);
    }

    [Fact]
    public async Task OneMechanismWithoutAnArrayIsUnderstood()
    {
        // `multiple` fields may hold one value instead of an array (AMQP 1.0, 1.4).
        byte[] mechanisms = [0, 0, 0, 0x19, 2, 1, 0, 0, 0, 0x53, 0x40, 0xC0, 0x0C, 1, 0xA3, 9, .. "ANONYMOUS"u8];

        HandshakeException exception = await FailAsync([.. SaslHeader, .. mechanisms]);

        Assert.Equal(HandshakeFailure.Closed, exception.Failure);
    }

    [Fact]
    public async Task ThePasswordIsInNoText()
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        await server.WriteAsync(SaslHeader);
        await server.WriteAsync(Mechanisms("PLAIN"));
        await server.WriteAsync(TransportRig.Frame(new SaslOutcome { Code = SaslCode.Auth }, type: 1));
        SaslCredentials credentials = SaslCredentials.Plain("guest", Canary.Password);

        HandshakeException exception = await Assert.ThrowsAsync<HandshakeException>(
            () => ClientHandshake.RunAsync(client, new FrameBuffer(512), credentials, null, _ => { }, default).WaitAsync(Bounded.Time));

        Assert.DoesNotContain(Canary.Mark, exception.ToString() + credentials, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("AMQP\0\0\u0009\u0001")]
    [InlineData("AMQP\0\u0001\0\0")]
    [InlineData("AMQP\u0003\u0001\0\u0001")]
    public async Task AnotherProtocolIsToldWithItsFirstBytes(string answer)
    {
        HandshakeException exception = await FailAsync(System.Text.Encoding.ASCII.GetBytes(answer));

        Assert.Equal(HandshakeFailure.NotAmqp, exception.Failure);
        Assert.Equal(System.Text.Encoding.ASCII.GetBytes(answer)[..8], exception.Bytes);
    }

    [Fact]
    public async Task AnotherHeaderAfterSaslIsNotAmqp()
    {
        HandshakeException exception = await FailAsync(
            [.. SaslHeader, .. Mechanisms("ANONYMOUS"), .. TransportRig.Frame(new SaslOutcome { Code = SaslCode.Ok }, type: 1), .. SaslHeader]);

        Assert.Equal(HandshakeFailure.NotAmqp, exception.Failure);
    }

    [Fact]
    public async Task ClosingMidwayIsToldWhereverItHappens()
    {
        byte[] whole = [.. SaslHeader, .. Mechanisms("ANONYMOUS"), .. TransportRig.Frame(new SaslOutcome { Code = SaslCode.Ok }, type: 1), .. AmqpHeader];
        for (int length = 0; length < whole.Length; length++)
        {
            HandshakeException exception = await FailAsync(whole[..length]);
            Assert.Equal(HandshakeFailure.Closed, exception.Failure);
        }

        Assert.Equal("HTT"u8.ToArray(), (await FailAsync("HTT"u8.ToArray())).Bytes);
    }

    [Theory]
    [InlineData("00000009 02010000 FF")]
    [InlineData("00000008 02010000")]
    [InlineData("0000000C 02010000 00534145")]
    [InlineData("0000000C 02000000 00534045")]
    [InlineData("00000007 02010000")]
    [InlineData("FFFFFFFF 02010000")]
    [InlineData("00000201 02010000")]
    [InlineData("0000000C 01010000 00534045")]
    [InlineData("00000010 02010000 005340C0 7F01A309")]
    public async Task GarbageInsteadOfASaslFrameIsMalformed(string frame)
    {
        byte[] bytes = Convert.FromHexString(frame.Replace(" ", string.Empty, StringComparison.Ordinal));

        HandshakeException exception = await FailAsync([.. SaslHeader, .. bytes, .. new byte[600]]);

        Assert.Equal(HandshakeFailure.Malformed, exception.Failure);
    }

    [Fact]
    public async Task AChallengeWhereTheOutcomeIsDueIsMalformed()
    {
        HandshakeException exception = await FailAsync(
            [.. SaslHeader, .. Mechanisms("ANONYMOUS"), .. TransportRig.Frame(new SaslChallenge { Challenge = new byte[] { 1 } }, type: 1)]);

        Assert.Equal(HandshakeFailure.Malformed, exception.Failure);
    }

    [Fact]
    public async Task WhatComesBeyondTheHandshakeStaysInTheBuffer()
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        byte[] open = TransportRig.Frame(new Open { ContainerId = "there" });
        await server.WriteAsync((byte[])
            [.. SaslHeader, .. Mechanisms("ANONYMOUS"), .. TransportRig.Frame(new SaslOutcome { Code = SaslCode.Ok }, type: 1), .. AmqpHeader, .. open]);
        FrameBuffer buffer = new(512);

        await ClientHandshake.RunAsync(client, buffer, SaslCredentials.Anonymous, null, _ => { }, default).WaitAsync(Bounded.Time);

        Assert.Equal(open, buffer.Unread.ToArray());
    }

    [Fact]
    public async Task AMuteServerIsLeftWhenTheTokenIsCancelled()
    {
        (MemoryDuplex client, _) = MemoryDuplex.Connect();
        using CancellationTokenSource source = new();
        Task connecting = ClientHandshake.RunAsync(client, new FrameBuffer(512), SaslCredentials.Anonymous, null, _ => { }, source.Token);
        Assert.False(connecting.IsCompleted);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(Bounded.Time));
    }

    private static byte[] Mechanisms(params string[] names)
        => TransportRig.Frame(new SaslMechanisms { SaslServerMechanisms = [.. names.Select(name => new AmqpSymbol(name))] }, type: 1);

    /// <summary>Runs the handshake against a server that says this, and then closes.</summary>
    private static async Task<HandshakeException> FailAsync(byte[] said)
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        Task connecting = ClientHandshake.RunAsync(client, new FrameBuffer(65536), SaslCredentials.Anonymous, null, _ => { }, default);
        if (said.Length > 0)
        {
            await server.WriteAsync(said);
        }

        server.CloseWriting();
        return await Assert.ThrowsAsync<HandshakeException>(() => connecting.WaitAsync(Bounded.Time));
    }
}
