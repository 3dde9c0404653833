using System.Buffers.Binary;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Security;
using TypedSender.Amqp.Transport;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Everything that a server says in an exchange with challenges until frames of AMQP begin (AMQP 1.0, 5.3.3).</summary>
internal sealed class SaslChallengeTarget : FuzzTarget
{
    private readonly SaslCredentials _credentials = new("SCRAM-SHA-256", ScramExample.Begin, Canary.Password);
    private readonly ServerSpeech _speech = new();
    private FrameBuffer _buffer = new(512);

    public override string Name => "sasl-challenges";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        Dialog(Frame(new SaslChallenge { Challenge = ScramExample.First }), Frame(new SaslOutcome { Code = SaslCode.Ok, AdditionalData = ScramExample.Final })),
        Dialog(Frame(new SaslChallenge { Challenge = ScramExample.First }), Frame(new SaslChallenge { Challenge = ScramExample.Final }), Frame(new SaslOutcome { Code = SaslCode.Ok })),
    ];

    public override void Fit(Span<byte> input)
    {
        if (input.Length >= 16)
        {
            ProtocolHeader.Sasl.CopyTo(input);
            BinaryPrimitives.WriteInt32BigEndian(input[8..], Math.Min(input.Length - 8, 512));
        }
    }

    public override void Prepare() => _buffer = new FrameBuffer(512);

    public override bool Read(ReadOnlySpan<byte> input)
    {
        _speech.Say(input);
        Task handshake = ClientHandshake.RunAsync(_speech, _buffer, _credentials, "host", static _ => { }, CancellationToken.None);
        Require(handshake.IsCompleted, "the handshake waits although all that there is has been read");
        try
        {
            handshake.GetAwaiter().GetResult();
        }
        catch (HandshakeException exception)
        {
            Require(!exception.ToString().Contains(Canary.Mark, StringComparison.Ordinal), "the password stands in an exception");
            return false;
        }

        Require(input.IndexOf(ScramExample.Final.AsSpan()) >= 0, "a peer was believed that did not show the signature");
        return true;
    }

    private static byte[] Dialog(params byte[][] frames) =>
    [
        .. ProtocolHeader.Sasl, .. Frame(new SaslMechanisms { SaslServerMechanisms = [new("PLAIN"), new("SCRAM-SHA-256")] }), .. frames.SelectMany(static frame => frame), .. ProtocolHeader.Amqp,
    ];

    private static byte[] Frame<T>(T performative)
        where T : TypedSender.Amqp.IAmqpComposite<T> => Fuzzing.Corpus.Frame(Fuzzing.Corpus.Encode(performative), type: 1);
}
