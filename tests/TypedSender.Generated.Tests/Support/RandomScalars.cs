using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Generated.Tests.Shapes;

namespace TypedSender.Generated.Tests.Support;

/// <summary>Makes random values of the types that are no collections and no contracts.</summary>
internal sealed class RandomScalars(Random random)
{
    // What an object may hold in every place (AMQP 1.0, 3.2.5).
    private static readonly Type[] s_simple = [typeof(bool), typeof(byte), typeof(int), typeof(ulong), typeof(double), typeof(string), typeof(Guid), typeof(byte[]), typeof(DateTimeOffset), typeof(AmqpSymbol)];

    public object Pick(Array values) => values.GetValue(random.Next(values.Length))!;

    /// <summary>A value of any simple type.</summary>
    public object Any() => Make((Type)Pick(s_simple), null)!;

    /// <summary>A value of the type; null for a collection or a contract.</summary>
    public object? Make(Type type, ICustomAttributeProvider? member) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => random.Next(2) == 0,
        TypeCode.Byte => (byte)random.Next(),
        TypeCode.SByte => (sbyte)random.Next(),
        TypeCode.UInt16 => (ushort)random.Next(),
        TypeCode.Int16 => (short)random.Next(),
        TypeCode.UInt32 => (uint)Wide(),
        TypeCode.Int32 => (int)Wide(),
        TypeCode.UInt64 => (ulong)Wide(),
        TypeCode.Int64 => Wide(),
        TypeCode.Single => BitConverter.Int32BitsToSingle((int)Wide()) is { } single && float.IsNaN(single) ? 0.5f : BitConverter.Int32BitsToSingle((int)Wide() & 0x3FFFFFFF),
        TypeCode.Double => random.NextDouble() * random.Next(),
        TypeCode.Decimal => new decimal((int)Wide(), (int)Wide(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
        TypeCode.Char => (char)random.Next(0x20, 0xD7FF),
        TypeCode.String => Text(),
        TypeCode.DateTime => DateTime.UnixEpoch.AddMilliseconds(random.NextInt64(-1L << 40, 1L << 42)),
        _ => Named(type, member) ?? Binary(type) ?? Json(type) ?? TextOnly(type),
    };

    private object? Named(Type type, ICustomAttributeProvider? member)
        => type == typeof(Guid) ? new Guid(Bytes(16))
            : type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch.AddMilliseconds(random.NextInt64(-1L << 40, 1L << 42))
            : type == typeof(DateOnly) ? DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber))
            : type == typeof(TimeOnly) ? new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay))
            : type == typeof(TimeSpan) ? Duration(member)
            : type == typeof(Rune) ? new Rune(random.Next(0x10000, 0x10FFFF))
            : type == typeof(Uri) ? new Uri("http://example.org/" + random.Next())
            : type == typeof(AmqpSymbol) ? new AmqpSymbol(Text())
            : type == typeof(AmqpDecimal32) ? new AmqpDecimal32((uint)Wide())
            : type == typeof(AmqpDecimal64) ? new AmqpDecimal64((ulong)Wide())
            : type == typeof(AmqpDecimal128) ? new AmqpDecimal128((ulong)Wide(), (ulong)Wide())
            : type == typeof(AmqpMessageId) ? (object)new AmqpMessageId((ulong)Wide())
            : null;

    private object? Binary(Type type)
        => type == typeof(byte[]) ? Bytes(random.Next(20))
            : type == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>(Bytes(random.Next(20)))
            : type == typeof(Memory<byte>) ? new Memory<byte>(Bytes(random.Next(20)))
            : type == typeof(ArraySegment<byte>) ? new ArraySegment<byte>(Bytes(random.Next(20)))
            : type == typeof(ImmutableArray<byte>) ? ImmutableArray.Create(Bytes(random.Next(20)))
            : type == typeof(ReadOnlySequence<byte>) ? new ReadOnlySequence<byte>(Bytes(random.Next(20)))
            : null;

    private object? Json(Type type)
        => type == typeof(JsonElement) ? JsonDocument.Parse(Root().ToJsonString()).RootElement
            : type == typeof(JsonDocument) ? JsonDocument.Parse(Root().ToJsonString())
            : type == typeof(JsonNode) ? Root()
            : type == typeof(JsonObject) ? Object(3)
            : type == typeof(JsonArray) ? Array(3)
            : null;

    /// <summary>Types that travel by their text, or by a formatter of the tests.</summary>
    private object? TextOnly(Type type)
        => type == typeof(Version) ? new Version(random.Next(9), random.Next(99), random.Next(), random.Next())
            : type == typeof(IPAddress) ? new IPAddress(Bytes(random.Next(2) == 0 ? 4 : 16))
            : type == typeof(DnsEndPoint) ? new DnsEndPoint("host" + random.Next(), random.Next(1, 65536))
            : type == typeof(Half) ? (Half)random.NextDouble()
            : type == typeof(Int128) ? (Int128)Wide() * Wide()
            : type == typeof(BigInteger) ? new BigInteger(Bytes(random.Next(1, 30)))
            : type == typeof(nint) ? (nint)Wide()
            : type == typeof(Money) ? new Money(Wide() / 100m, Pick(new[] { "EUR", "GBP" }).ToString()!)
            : type == typeof(Lazy<int>) ? new Lazy<int>((int)Wide())
            : null;

    /// <summary>Not null, which System.Text.Json does not tell from none.</summary>
    private JsonNode Root() => Node(3) ?? JsonValue.Create(random.Next());

    private JsonNode? Node(int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(Wide()),
        3 => JsonValue.Create(random.NextDouble()),
        4 => JsonValue.Create(Text()),
        5 => Array(depth - 1),
        _ => Object(depth - 1),
    };

    private JsonArray Array(int depth) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Node(depth))];

    private JsonObject Object(int depth)
    {
        var members = new JsonObject();
        for (int count = random.Next(4); count > 0; count--)
        {
            members[Text()] = Node(depth);
        }

        return members;
    }

    /// <summary>Whole milliseconds, positive and short where it may be a time to live.</summary>
    private TimeSpan Duration(ICustomAttributeProvider? member)
        => TimeSpan.FromMilliseconds(member.Has<AmqpDurationAttribute>() ? random.NextInt64(-1L << 40, 1L << 40) : random.Next());

    private long Wide() => random.Next(3) == 0 ? random.Next(-300, 300) : random.NextInt64(long.MinValue, long.MaxValue);

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Text() => string.Create(random.Next(12), random, static (span, random) =>
    {
        for (int index = 0; index < span.Length; index++)
        {
            span[index] = (char)random.Next(0x20, 0x7F);
        }
    });
}
