using System.Buffers.Binary;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Bytes as they come off the wire, in pieces, and the frames in them (AMQP 1.0, 2.3).</summary>
internal sealed class FrameSplitterTarget : FuzzTarget
{
    private const int MaxFrameSize = 64 * 1024;
    private readonly FrameBuffer[] _buffers = [new(MaxFrameSize), new(MaxFrameSize), new(MaxFrameSize)];

    public override string Name => "frames";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        [], [0, 0, 0, 8, 2, 0, 0, 0], [0, 0, 0, 8, 2, 0, 0xFF, 0xFF],
        .. PerformativeCorpus.Amqp.Select(static (body, index) => Fuzzing.Corpus.Frame(body, channel: (ushort)index, extended: index % 3)),
        .. PerformativeCorpus.Amqp.Zip(PerformativeCorpus.Amqp.Reverse(), static (one, other) => (byte[])[.. Fuzzing.Corpus.Frame(one), .. Fuzzing.Corpus.Frame([]), .. Fuzzing.Corpus.Frame(other)]),
        Fuzzing.Corpus.Frame(new byte[1024 - 8]),
    ];

    public override void Prepare()
    {
        foreach (FrameBuffer buffer in _buffers)
        {
            buffer.TryTake(buffer.Length, out _);
        }
    }

    public override void Fit(Span<byte> input)
    {
        if (input.Length >= FrameBuffer.HeaderSize)
        {
            BinaryPrimitives.WriteInt32BigEndian(input, input.Length);
        }
    }

    public override bool Read(ReadOnlySpan<byte> input)
    {
        try
        {
            Split(_buffers[0], input, int.MaxValue, static (_, _) => { });
            return true;
        }
        catch (AmqpProtocolException)
        {
            return false;
        }
    }

    public override void CheckTaken(ReadOnlySpan<byte> input)
    {
        // Where the bytes are cut makes no difference, and the frames and what is left are no more than came.
        List<(ushort Channel, int Length)> whole = [];
        List<(ushort Channel, int Length)> pieces = [];
        List<byte> written = [];
        Prepare();
        Split(_buffers[0], input, int.MaxValue, (channel, body) =>
        {
            whole.Add((channel, body.Length));
            written.AddRange(Fuzzing.Corpus.Frame(body.ToArray(), channel: channel));
        });
        Split(_buffers[1], input, 1 + (input.Length % 13), (channel, body) => pieces.Add((channel, body.Length)));
        Require(whole.SequenceEqual(pieces), $"{pieces.Count} frames when the bytes come in pieces, and {whole.Count} when they come at once");
        Require(_buffers[0].Length == _buffers[1].Length, "what is left depends on how the bytes come");
        Require(whole.Sum(static frame => FrameBuffer.HeaderSize + frame.Length) + _buffers[0].Length <= input.Length, "the frames hold more bytes than came");

        pieces.Clear();
        Split(_buffers[2], [.. written], int.MaxValue, (channel, body) => pieces.Add((channel, body.Length)));
        Require(whole.SequenceEqual(pieces) && _buffers[2].Length == 0, $"{whole.Count} frames are {pieces.Count} when they have been written again");
    }

    private static void Split(FrameBuffer buffer, ReadOnlySpan<byte> input, int piece, Action<ushort, ReadOnlySpan<byte>> onFrame)
    {
        while (!input.IsEmpty)
        {
            Span<byte> free = buffer.GetFree().Span;
            int count = Math.Min(Math.Min(input.Length, free.Length), piece);
            input[..count].CopyTo(free);
            buffer.Commit(count);
            input = input[count..];
            while (buffer.TryTakeFrame(FrameType.Amqp, out ushort channel, out ReadOnlySpan<byte> body))
            {
                onFrame(channel, body);
            }
        }
    }
}
