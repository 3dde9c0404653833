using System.Buffers.Binary;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Security;
using TypedSender.Amqp.Transport;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Everything that a server says until frames of AMQP begin: headers and SASL frames (AMQP 1.0, 2.2 and 5.3).</summary>
internal sealed class SaslTarget : FuzzTarget
{
    private readonly SaslCredentials _credentials = SaslCredentials.Plain("user", Canary.Password);
    private readonly ServerSpeech _speech = new();
    private FrameBuffer _buffer = new(512);

    public override string Name => "sasl";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        Dialog(PerformativeCorpus.Sasl[0]), Dialog(PerformativeCorpus.Sasl[1]), Dialog(PerformativeCorpus.Sasl[2]),
        Dialog(Fuzzing.Corpus.Encode(new SaslMechanisms { SaslServerMechanisms = [.. Enumerable.Range(0, 40).Select(static index => new TypedSender.Amqp.AmqpSymbol($"M{index}")), new("PLAIN")] })),
        [.. Dialog(PerformativeCorpus.Sasl[0]), .. Fuzzing.Corpus.Frame(PerformativeCorpus.Amqp[0])],
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
            return true;
        }
        catch (HandshakeException)
        {
            return false;
        }
    }

    private static byte[] Dialog(byte[] mechanisms) =>
    [
        .. ProtocolHeader.Sasl, .. Fuzzing.Corpus.Frame(mechanisms, type: 1), .. Fuzzing.Corpus.Frame(Fuzzing.Corpus.Encode(new SaslOutcome { Code = SaslCode.Ok }), type: 1), .. ProtocolHeader.Amqp,
    ];
}
