using System.Text.Json.Serialization;
using TypedSender.Amqp;

namespace TypedSender.Interop.Tests.Contracts;

/// <summary>A map that says what it is, with a member that a formatter writes.</summary>
[AmqpContract(Code = 0x0000_00AB_0000_0002)]
public sealed partial record DescribedMap(int Number, [property: AmqpFormatter(typeof(VersionFormatter))] Version Version);

/// <summary>A map in the way of its own symbol.</summary>
[AmqpContract(Descriptor = "test:named:map")]
public sealed partial record NamedMap(string Text);

/// <summary>A sequence section.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Sequence)]
public readonly partial record struct Reading([property: AmqpMember(Order = 0)] double Value, [property: AmqpMember(Order = 1)] string? Unit, [property: MessageId] ulong Id);

/// <summary>Bytes as they are.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("image/png")]
public sealed partial record Picture(ReadOnlyMemory<byte> Bytes);

/// <summary>What System.Text.Json writes.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(BodiesJson))]
public sealed partial record Purchase([property: JsonPropertyName("item")] string Item, [property: JsonPropertyName("quantity")] int Quantity);

/// <summary>Versions travel as text.</summary>
public sealed class VersionFormatter : IAmqpFormatter<Version>
{
    public static void Write(ref AmqpWriter writer, Version value) => writer.WriteString(value.ToString());
}

[JsonSerializable(typeof(Purchase))]
internal sealed partial class BodiesJson : JsonSerializerContext;

/// <summary>Sends each of them.</summary>
[AmqpSender("bodies")]
public partial interface IBodySender
{
    ValueTask SendAsync(DescribedMap message, CancellationToken cancellationToken = default);

    ValueTask SendAsync(NamedMap message, CancellationToken cancellationToken = default);

    ValueTask SendAsync(Reading message, CancellationToken cancellationToken = default);

    ValueTask SendAsync(Picture message, CancellationToken cancellationToken = default);

    ValueTask SendAsync(Purchase message, CancellationToken cancellationToken = default);
}
