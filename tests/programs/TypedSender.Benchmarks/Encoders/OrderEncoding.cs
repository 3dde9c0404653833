using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;
using TypedSender.Amqp;

namespace TypedSender.Benchmarks.Encoders;

/// <summary>An order of ten fields: a list in AMQP, and JSON beside it.</summary>
public class OrderEncoding
{
    private readonly AmqpBuffer _buffer = new(4096);
    private readonly byte[] _bytes = new byte[4096];
    private readonly ArrayBufferWriter<byte> _json = new(4096);
    private readonly Utf8JsonWriter _writer;
    private readonly Order _order = OrderPair.Typical;

    /// <summary>Makes the writers that all runs share.</summary>
    public OrderEncoding() => _writer = new Utf8JsonWriter(_json);

    /// <summary>What the generator made.</summary>
    [Benchmark]
    public void Generated() => GeneratedCode.Write(_buffer, in _order);

    /// <summary>The same bytes by hand.</summary>
    [Benchmark(Baseline = true)]
    public int ByHand() => HandWrittenOrder.Write(_bytes, in _order);

    /// <summary>The same values as JSON, by source-generated code of System.Text.Json.</summary>
    [Benchmark]
    public void SystemTextJson()
    {
        _json.ResetWrittenCount();
        _writer.Reset();
        JsonSerializer.Serialize(_writer, _order, OrderJsonContext.Default.Order);
    }
}

/// <summary>How System.Text.Json writes an order.</summary>
[JsonSerializable(typeof(Order))]
internal sealed partial class OrderJsonContext : JsonSerializerContext;
