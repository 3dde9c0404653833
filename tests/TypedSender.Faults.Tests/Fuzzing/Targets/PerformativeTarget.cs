using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>The body of a frame: a performative and, behind a transfer, a payload (AMQP 1.0, 2.7).</summary>
internal sealed class PerformativeTarget : FuzzTarget
{
    private byte[] _first = [];
    private byte[] _second = [];
    private ulong _code;

    public override string Name => "performative";

    public override IReadOnlyList<byte[]> Corpus { get; } = [.. PerformativeCorpus.Amqp, .. PerformativeCorpus.Sasl];

    public override bool Read(ReadOnlySpan<byte> input)
    {
        try
        {
            AmqpReader reader = new(input);
            _code = FrameBody.ReadDescriptorCode(ref reader);
            return Dispatch(ref reader, _code, isCounted: true);
        }
        catch (AmqpDecodeException)
        {
            return false;
        }
    }

    public override void CheckTaken(ReadOnlySpan<byte> input)
    {
        AmqpReader reader = new(input);
        Dispatch(ref reader, FrameBody.ReadDescriptorCode(ref reader), isCounted: false);
        Require(_first.AsSpan().SequenceEqual(_second), $"0x{_code:x} written as {Convert.ToHexString(_first)} is written as {Convert.ToHexString(_second)} the second time");
    }

    private bool Dispatch(ref AmqpReader reader, ulong code, bool isCounted) => code switch
    {
        0x10 => Decode<Open>(ref reader, isCounted),
        0x11 => Decode<Begin>(ref reader, isCounted),
        0x12 => Decode<Attach>(ref reader, isCounted),
        0x13 => Decode<Flow>(ref reader, isCounted),
        0x14 => Decode<Transfer>(ref reader, isCounted),
        0x15 => Decode<Disposition>(ref reader, isCounted),
        0x16 => Decode<Detach>(ref reader, isCounted),
        0x17 => Decode<End>(ref reader, isCounted),
        0x18 => Decode<Close>(ref reader, isCounted),
        0x40 => Decode<SaslMechanisms>(ref reader, isCounted),
        0x41 => Decode<SaslInit>(ref reader, isCounted),
        0x42 => Decode<SaslChallenge>(ref reader, isCounted),
        0x43 => Decode<SaslResponse>(ref reader, isCounted),
        0x44 => Decode<SaslOutcome>(ref reader, isCounted),
        _ => false,
    };

    private bool Decode<T>(ref AmqpReader reader, bool isCounted)
        where T : IAmqpComposite<T>
    {
        T performative = T.DecodeFields(ref reader);
        if (!isCounted)
        {
            _first = Fuzzing.Corpus.Encode(performative);
            AmqpReader again = new(_first);
            _second = Fuzzing.Corpus.Encode(T.Decode(ref again));
            Require(again.End, $"what was written for 0x{_code:x} has bytes behind it");
        }

        return true;
    }
}
