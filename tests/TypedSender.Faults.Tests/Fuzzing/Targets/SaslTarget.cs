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

    /// <summary>Is read to its end at once, a few bytes at a time, and takes what is written to it for nothing.</summary>
    private sealed class ServerSpeech : Stream
    {
        private readonly byte[] _bytes = new byte[Mutator.LargestInput];
        private int _length;
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Say(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_bytes);
            _length = bytes.Length;
            _position = 0;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = Math.Min(Math.Min(buffer.Length, _length - _position), 1 + (_length % 61));
            _bytes.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return new ValueTask<int>(count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
