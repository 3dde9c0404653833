using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amqp;
using BenchmarkDotNet.Attributes;
using MemoryPack;
using MessagePack;
using TypedSender.Amqp;
using TypedSender.Benchmarks;
using TypedSender.Benchmarks.Encoders;
using Generated = TypedSender.Benchmarks.Encoders.GeneratedCode;
using MicrosoftSerializer = Microsoft.Azure.Amqp.Serialization.AmqpContractSerializer;
using NetLiteSerializer = Amqp.Serialization.AmqpSerializer;

namespace TypedSender.BenchmarkPeers.Encoders;

/// <summary>An order of ten fields: a list and a map in AMQP, and other formats and serializers beside it, each into memory that is at hand.</summary>
/// <remarks>What the product writes is a whole message; the others write the order alone.</remarks>
public class OrderEncoding
{
    private static readonly Order Order = new(
        300, "Grace", "leave it at the door", 1000, 1e9, false, new DateTimeOffset(2018, 2, 7, 15, 50, 43, TimeSpan.Zero), Guid.Empty, -5, ["a", "b", "c"]);

    private readonly AmqpBuffer _buffer = new(4096);
    private readonly byte[] _bytes = new byte[4096];
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly Utf8JsonWriter _json;
    private readonly MapOrder _map;
    private readonly MemoryPackOrder _memoryPack;
    private readonly MessagePackOrder _messagePack;
    private readonly MicrosoftOrder _microsoft;
    private readonly NetLiteOrder _netLite;
    private readonly MemoryStream _stream = new(4096);
    private readonly ByteBuffer _netLiteBuffer = new(4096, autoGrow: true);
    private readonly NetLiteSerializer _netLiteSerializer = new();

    /// <summary>Makes the orders and the writers that all runs share.</summary>
    public OrderEncoding()
    {
        _json = new Utf8JsonWriter(_output);
        Order order = Order;
        string[] tags = [.. order.Tags];
        _map = new(order.Number, order.Customer, order.Note, order.Quantity, order.Price, order.IsPaid, order.Placed, order.Basket, order.Discount, order.Tags);
        _memoryPack = new(order.Number, order.Customer, order.Note, order.Quantity, order.Price, order.IsPaid, order.Placed, order.Basket, order.Discount, tags);
        _messagePack = new(order.Number, order.Customer, order.Note, order.Quantity, order.Price, order.IsPaid, order.Placed, order.Basket, order.Discount, tags);
        _microsoft = new()
        {
            Number = order.Number,
            Customer = order.Customer,
            Note = order.Note,
            Quantity = order.Quantity,
            Price = order.Price,
            IsPaid = order.IsPaid,
            Placed = order.Placed.UtcDateTime,
            Basket = order.Basket,
            Discount = order.Discount,
            Tags = [.. tags],
        };
        _netLite = new()
        {
            Number = order.Number,
            Customer = order.Customer,
            Note = order.Note,
            Quantity = order.Quantity,
            Price = order.Price,
            IsPaid = order.IsPaid,
            Placed = order.Placed.UtcDateTime,
            Basket = order.Basket,
            Discount = order.Discount,
            Tags = [.. tags],
        };
    }

    /// <summary>The list by straight-line code written by hand.</summary>
    [Benchmark(Baseline = true)]
    public int ByHand() => HandWrittenOrder.Write(_bytes, Order);

    /// <summary>The list by generated code.</summary>
    [Benchmark]
    public void TypedSenderList() => Generated.Write(_buffer, Order);

    /// <summary>The map by generated code.</summary>
    [Benchmark]
    public void TypedSenderMap() => Generated.Write(_buffer, in _map);

    /// <summary>MemoryPack's own format, which is the layout in memory.</summary>
    [Benchmark]
    public void MemoryPack()
    {
        _output.ResetWrittenCount();
        MemoryPackSerializer.Serialize(_output, _memoryPack);
    }

    /// <summary>MessagePack as an array.</summary>
    [Benchmark]
    public void MessagePack()
    {
        _output.ResetWrittenCount();
        MessagePackSerializer.Serialize(_output, _messagePack);
    }

    /// <summary>JSON by source-generated code of System.Text.Json.</summary>
    [Benchmark]
    public void SystemTextJson()
    {
        _output.ResetWrittenCount();
        _json.Reset();
        JsonSerializer.Serialize(_json, Order, OrderJsonContext.Default.Order);
    }

    /// <summary>The list by the serializer of Microsoft.Azure.Amqp.</summary>
    [Benchmark]
    public void MicrosoftAzureAmqp()
    {
        _stream.SetLength(0);
        MicrosoftSerializer.WriteObject(_stream, _microsoft);
    }

    /// <summary>The list by the serializer of AMQPNetLite.</summary>
    [Benchmark]
    public void AmqpNetLite()
    {
        _netLiteBuffer.Reset();
        _netLiteSerializer.WriteObject(_netLiteBuffer, _netLite);
    }
}

/// <summary>How System.Text.Json writes an order.</summary>
[JsonSerializable(typeof(Order))]
internal sealed partial class OrderJsonContext : JsonSerializerContext;
