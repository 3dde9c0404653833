using BenchmarkDotNet.Attributes;
using TypedSender.Amqp;
using TypedSender.Benchmarks;
using TypedSender.Benchmarks.Encoders;
using Generated = TypedSender.Benchmarks.Encoders.GeneratedCode;

namespace TypedSender.BenchmarkPeers.Encoders;

/// <summary>An event with a body of 256 bytes.</summary>
public class EventEncoding
{
    private readonly AmqpBuffer _buffer = new(4096);
    private readonly byte[] _bytes = new byte[4096];
    private readonly Event _event = new EventSource(256).Next();

    /// <summary>What the generator made.</summary>
    [Benchmark]
    public void TypedSender() => Generated.Write(_buffer, in _event);

    /// <summary>The same bytes by hand.</summary>
    [Benchmark(Baseline = true)]
    public int ByHand() => HandWrittenEvent.Write(_bytes, in _event);
}
