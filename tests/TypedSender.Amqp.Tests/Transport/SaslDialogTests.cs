using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Security;
using TypedSender.Amqp.Transport;
using TypedSender.Shared;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>Mechanisms with challenges and verification (AMQP 1.0, 5.3.3.3 to 5.3.3.5), against a server that is scripted frame by frame.</summary>
public class SaslDialogTests
{
    private static readonly byte[] SaslHeader = [.. "AMQP"u8, 3, 1, 0, 0];
    private static readonly byte[] AmqpHeader = [.. "AMQP"u8, 0, 1, 0, 0];

    [Fact]
    public async Task TwoChallengesAreAnsweredAndTheOutcomeIsVerified()
    {
        TestMechanism mechanism = new() { Initial = "hello"u8.ToArray(), Proof = "proof"u8.ToArray() };
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        await server.WriteAsync((byte[])
            [.. SaslHeader, .. Mechanisms("PLAIN", "TEST"), .. Challenge("one"u8), .. Challenge("two"u8), .. Outcome("proof"u8.ToArray()), .. AmqpHeader]);

        await ClientHandshake.RunAsync(client, new FrameBuffer(512), mechanism.Credentials, null, _ => { }, default).WaitAsync(Bounded.Time);
        client.Dispose();

        // sasl-init with the initial response; two sasl-response, each with a binary.
        byte[] init = [0, 0, 0, 0x1B, 2, 1, 0, 0, 0, 0x53, 0x41, 0xC0, 0x0E, 2, 0xA3, 4, .. "TEST"u8, 0xA0, 5, .. "hello"u8];
        byte[] first = [0, 0, 0, 0x17, 2, 1, 0, 0, 0, 0x53, 0x43, 0xC0, 0x0A, 1, 0xA0, 7, .. "re: one"u8];
        byte[] second = [0, 0, 0, 0x17, 2, 1, 0, 0, 0, 0x53, 0x43, 0xC0, 0x0A, 1, 0xA0, 7, .. "re: two"u8];
        Assert.Equal(Convert.ToHexString([.. SaslHeader, .. init, .. first, .. second, .. AmqpHeader]), Convert.ToHexString(await server.ReadAllAsync()));
        Assert.Equal(["initial", "one", "two", "verify"], mechanism.Calls);
    }

    [Fact]
    public async Task AMechanismMayBeginWithAChallenge()
    {
        TestMechanism mechanism = new() { Initial = null };
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        await server.WriteAsync((byte[])[.. SaslHeader, .. Mechanisms("TEST"), .. Challenge([]), .. Outcome(null), .. AmqpHeader]);

        await ClientHandshake.RunAsync(client, new FrameBuffer(512), mechanism.Credentials, null, _ => { }, default).WaitAsync(Bounded.Time);
        client.Dispose();

        byte[] init = [0, 0, 0, 0x14, 2, 1, 0, 0, 0, 0x53, 0x41, 0xC0, 0x07, 1, 0xA3, 4, .. "TEST"u8];
        byte[] response = [0, 0, 0, 0x14, 2, 1, 0, 0, 0, 0x53, 0x43, 0xC0, 0x07, 1, 0xA0, 4, .. "re: "u8];
        Assert.Equal(Convert.ToHexString([.. SaslHeader, .. init, .. response, .. AmqpHeader]), Convert.ToHexString(await server.ReadAllAsync()));
    }

    [Fact]
    public async Task EachHandshakeHasAMechanismOfItsOwn()
    {
        int made = 0;
        SaslCredentials credentials = new("TEST", () => new TestMechanism { Initial = [(byte)made++] });
        for (int handshake = 0; handshake < 2; handshake++)
        {
            (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
            await server.WriteAsync((byte[])[.. SaslHeader, .. Mechanisms("TEST"), .. Outcome(null), .. AmqpHeader]);
            await ClientHandshake.RunAsync(client, new FrameBuffer(512), credentials, null, _ => { }, default).WaitAsync(Bounded.Time);
        }

        Assert.Equal(2, made);
    }

    [Theory]
    [InlineData("proof of another")]
    [InlineData("")]
    [InlineData(null)]
    public async Task APeerThatProvesNothingIsNotBelieved(string? sent)
    {
        TestMechanism mechanism = new() { Proof = System.Text.Encoding.UTF8.GetBytes(Canary.Password) };

        HandshakeException exception = await FailAsync(mechanism.Credentials, Challenge("one"u8), Outcome(sent is null ? null : System.Text.Encoding.UTF8.GetBytes(sent)), AmqpHeader);

        Assert.Equal((HandshakeFailure.NotVerified, "SASL TEST: the proof is wrong"), (exception.Failure, exception.Message));
    }

    [Fact]
    public async Task ARefusalIsNotVerified()
    {
        TestMechanism mechanism = new();

        HandshakeException exception = await FailAsync(
            mechanism.Credentials, Challenge("one"u8), TransportRig.Frame(new SaslOutcome { Code = SaslCode.Auth, AdditionalData = new byte[] { 1 } }, type: 1));

        Assert.Equal((HandshakeFailure.SaslRefused, (byte)1), (exception.Failure, exception.SaslCode));
        Assert.Equal(["initial", "one"], mechanism.Calls);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("ANONYMOUS")]
    [InlineData("EXTERNAL")]
    public async Task AChallengeToAMechanismWithoutAnyIsRefused(string mechanism)
    {
        SaslCredentials credentials = mechanism switch
        {
            "PLAIN" => SaslCredentials.Plain("guest", Canary.Password),
            "EXTERNAL" => SaslCredentials.External,
            _ => SaslCredentials.Anonymous,
        };

        HandshakeException exception = await FailAsync(credentials, Challenge(Canary.Bytes), Outcome(null), AmqpHeader);

        Assert.Equal((HandshakeFailure.Malformed, $"SASL {mechanism} knows no challenge, and one came"), (exception.Failure, exception.Message));
        Assert.DoesNotContain(Canary.Mark, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SaslDialog.MaxChallenges, true)]
    [InlineData(SaslDialog.MaxChallenges + 1, false)]
    public async Task SoManyChallengesAreAnsweredAndNoMore(int count, bool isTaken)
    {
        TestMechanism mechanism = new();
        byte[] challenges = [.. Enumerable.Repeat(Challenge("c"u8), count).SelectMany(frame => frame)];

        if (isTaken)
        {
            (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
            await server.WriteAsync((byte[])[.. SaslHeader, .. Mechanisms("TEST"), .. challenges, .. Outcome(null), .. AmqpHeader]);
            await ClientHandshake.RunAsync(client, new FrameBuffer(512), mechanism.Credentials, null, _ => { }, default).WaitAsync(Bounded.Time);
        }
        else
        {
            HandshakeException exception = await FailAsync(mechanism.Credentials, challenges, Outcome(null), AmqpHeader);
            Assert.Equal((HandshakeFailure.Malformed, "more than 16 SASL challenges came, and no outcome"), (exception.Failure, exception.Message));
        }

        Assert.Equal(Math.Min(count, SaslDialog.MaxChallenges), mechanism.Calls.Count(call => call == "c"));
    }

    [Fact]
    public async Task TheLargestResponseFillsASaslFrame()
    {
        TestMechanism mechanism = new() { Response = new byte[SaslDialog.MaxResponse] };
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        await server.WriteAsync((byte[])[.. SaslHeader, .. Mechanisms("TEST"), .. Challenge("one"u8), .. Outcome(null), .. AmqpHeader]);

        await ClientHandshake.RunAsync(client, new FrameBuffer(512), mechanism.Credentials, null, _ => { }, default).WaitAsync(Bounded.Time);
        client.Dispose();

        byte[] sent = await server.ReadAllAsync();
        int init = SaslHeader.Length + 0x16;
        Assert.Equal([0, 0, 2, 0], sent[init..(init + 4)]);
        Assert.Equal(init + 512 + AmqpHeader.Length, sent.Length);
    }

    [Fact]
    public async Task ALargerResponseIsNotSentAndNotShown()
    {
        TestMechanism mechanism = new() { Response = System.Text.Encoding.UTF8.GetBytes(Canary.Password.PadRight(SaslDialog.MaxResponse + 1)) };

        HandshakeException exception = await FailAsync(mechanism.Credentials, Challenge("one"u8), Outcome(null), AmqpHeader);

        Assert.Equal(
            (HandshakeFailure.Malformed, "SASL TEST answers the challenge with 488 bytes, and a SASL frame takes 487 at the most"), (exception.Failure, exception.Message));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatAMechanismThrowsIsToldByItsTypeAlone(bool whileAnswering)
    {
        Exception thrown = new FormatException($"cannot read {Canary.Password}");
        TestMechanism mechanism = whileAnswering ? new() { ThrownByRespond = thrown } : new() { ThrownByVerify = thrown };

        HandshakeException exception = await FailAsync(mechanism.Credentials, Challenge("one"u8), Outcome(null), AmqpHeader);

        Assert.Equal(
            whileAnswering
                ? (HandshakeFailure.Malformed, "SASL TEST cannot answer the challenge (FormatException)")
                : (HandshakeFailure.NotVerified, "SASL TEST cannot verify the outcome (FormatException)"),
            (exception.Failure, exception.Message));
        Assert.DoesNotContain(Canary.Mark, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AResponseIsNoFrameOfTheServers()
    {
        HandshakeException exception = await FailAsync(new TestMechanism().Credentials, TransportRig.Frame(new SaslResponse { Response = new byte[] { 1 } }, type: 1));

        Assert.Equal(HandshakeFailure.Malformed, exception.Failure);
    }

    [Fact]
    public async Task AnEmptyFrameIsMalformed()
    {
        HandshakeException exception = await FailAsync(new TestMechanism().Credentials, [0, 0, 0, 8, 2, 1, 0, 0]);

        Assert.Equal(HandshakeFailure.Malformed, exception.Failure);
    }

    private static byte[] Mechanisms(params string[] names)
        => TransportRig.Frame(new SaslMechanisms { SaslServerMechanisms = [.. names.Select(name => new AmqpSymbol(name))] }, type: 1);

    private static byte[] Challenge(ReadOnlySpan<byte> challenge) => TransportRig.Frame(new SaslChallenge { Challenge = challenge.ToArray() }, type: 1);

    private static byte[] Outcome(byte[]? additionalData)
        => TransportRig.Frame(new SaslOutcome { Code = SaslCode.Ok, AdditionalData = additionalData is null ? default(ReadOnlyMemory<byte>?) : additionalData }, type: 1);

    /// <summary>Runs the handshake against a server that offers all mechanisms, says this, and then closes.</summary>
    private static async Task<HandshakeException> FailAsync(SaslCredentials credentials, params byte[][] said)
    {
        (MemoryDuplex client, MemoryDuplex server) = MemoryDuplex.Connect();
        await server.WriteAsync((byte[])[.. SaslHeader, .. Mechanisms("ANONYMOUS", "PLAIN", "EXTERNAL", "TEST"), .. said.SelectMany(frame => frame)]);
        server.CloseWriting();

        return await Assert.ThrowsAsync<HandshakeException>(
            () => ClientHandshake.RunAsync(client, new FrameBuffer(512), credentials, null, _ => { }, default).WaitAsync(Bounded.Time));
    }

    /// <summary>Answers each challenge with "re: " and the challenge, and demands a proof if one is set.</summary>
    private sealed class TestMechanism : SaslMechanism
    {
        public override string Name => "TEST";

        public byte[]? Initial { get; init; } = [];

        public byte[]? Response { get; init; }

        public byte[]? Proof { get; init; }

        public Exception? ThrownByRespond { get; init; }

        public Exception? ThrownByVerify { get; init; }

        public List<string> Calls { get; } = [];

        public SaslCredentials Credentials => new(Name, () => this);

        public override ReadOnlyMemory<byte>? GetInitialResponse()
        {
            Calls.Add("initial");
            return Initial is null ? default(ReadOnlyMemory<byte>?) : Initial;
        }

        public override ReadOnlyMemory<byte> Respond(ReadOnlySpan<byte> challenge)
        {
            Calls.Add(System.Text.Encoding.UTF8.GetString(challenge));
            return ThrownByRespond is { } exception ? throw exception : Response ?? [.. "re: "u8, .. challenge];
        }

        public override void Verify(ReadOnlyMemory<byte>? additionalData)
        {
            Calls.Add("verify");
            if (ThrownByVerify is { } exception)
            {
                throw exception;
            }

            if (Proof is not null && (additionalData is not { } data || !data.Span.SequenceEqual(Proof)))
            {
                throw new SaslException($"{Name}: the proof is wrong");
            }
        }
    }
}
