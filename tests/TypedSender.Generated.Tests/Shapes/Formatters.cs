using System.Net;
using System.Numerics;
using TypedSender.Amqp;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>An amount that travels as text wherever it is used.</summary>
[AmqpFormatter(typeof(MoneyFormatter))]
public readonly record struct Money(decimal Amount, string Currency);

public sealed class MoneyFormatter : IAmqpReadFormatter<Money>
{
    public static void Write(ref AmqpWriter writer, Money value)
        => writer.WriteString($"{value.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)} {value.Currency}");

    public static Money Read(ref AmqpReader reader)
    {
        string[] parts = reader.ReadString().Split(' ');
        return new Money(decimal.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1]);
    }
}

/// <summary>Types of the base library that AMQP has no type for, one by an implementation that nobody can call by name.</summary>
public readonly struct NumberFormatter : IAmqpReadFormatter<BigInteger>, IAmqpReadFormatter<IPAddress>
{
    static void IAmqpFormatter<BigInteger>.Write(ref AmqpWriter writer, BigInteger value) => writer.WriteBinary(value.ToByteArray(isBigEndian: true));

    static void IAmqpFormatter<IPAddress>.Write(ref AmqpWriter writer, IPAddress value) => writer.WriteBinary(value.GetAddressBytes());

    static BigInteger IAmqpReadFormatter<BigInteger>.Read(ref AmqpReader reader) => new(reader.ReadBinarySpan(), isBigEndian: true);

    static IPAddress IAmqpReadFormatter<IPAddress>.Read(ref AmqpReader reader) => new(reader.ReadBinarySpan());
}

/// <summary>Does as it is told.</summary>
public sealed class ObedientFormatter : IAmqpFormatter<Command>
{
    public static void Write(ref AmqpWriter writer, Command value)
    {
        switch (value)
        {
            case Command.Nothing:
                break;
            case Command.Two:
                writer.WriteInt(1);
                writer.WriteInt(2);
                break;
            case Command.Null:
                writer.WriteNull();
                break;
            case Command.List:
                CompoundScope scope = writer.BeginList();
                writer.WriteInt(1);
                writer.WriteString(new string('x', 300));
                writer.EndList(scope, 2);
                break;
            case Command.Described:
                writer.WriteDescriptor("test:command");
                writer.WriteDescriptor(0x1234_0000_0001UL);
                writer.WriteUuid(Guid.Empty);
                break;
            case Command.HalfDescribed:
                writer.WriteDescriptor("test:command");
                break;
            case Command.Large:
                writer.WriteBinary(new byte[16 * 1024]);
                break;
            case Command.LargeList:
                CompoundScope large = writer.BeginList();
                writer.WriteBinary(new byte[16 * 1024]);
                writer.EndList(large, 1);
                break;
            case Command.LargeAndOne:
                writer.WriteBinary(new byte[16 * 1024]);
                writer.WriteBoolean(true);
                break;
            case Command.AnotherWriter:
                writer = new AmqpWriter(new AmqpBuffer());
                writer.WriteInt(1);
                break;
            default:
                throw new TimeoutException();
        }
    }
}

public enum Command
{
    Nothing,
    Two,
    Null,
    List,
    Described,
    HalfDescribed,
    Large,
    LargeList,
    LargeAndOne,
    AnotherWriter,
    Throw,
}

/// <summary>Formatters in every place.</summary>
[AmqpContract]
public sealed partial record Formatted(
    Money Price,
    Money? Discount,
    List<Money?> Parts,
    Dictionary<string, Money> ByName,
    [AmqpFormatter(typeof(NumberFormatter))] BigInteger Large,
    [AmqpFormatter(typeof(NumberFormatter))] IPAddress? From,
    [AmqpFormatter(typeof(NumberFormatter))] IReadOnlyList<IPAddress> Hops,
    [ApplicationProperty("tip")] Money? Tip = null,
    [MessageAnnotation("x-opt-fee")] Money? Fee = null);

[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public readonly partial record struct Obedient(
    [AmqpMember(Order = 0), AmqpFormatter(typeof(ObedientFormatter))] Command Body,
    [AmqpMember(Order = 1)] int Behind = 7,
    [ApplicationProperty("p"), AmqpFormatter(typeof(ObedientFormatter))] Command? Property = null);

[AmqpSender("formatted")]
public partial interface IFormattedSender
{
    ValueTask SendAsync(Empty empty, [ApplicationProperty("price")] Money price, [MessageAnnotation("x-opt-c"), AmqpFormatter(typeof(ObedientFormatter))] Command? command);
}
