using System.Net;
using System.Text.Json.Serialization;
using TypedSender.Amqp;

namespace TypedSender.Interop.Tests.Contracts;

/// <summary>A map described by a number, which holds a list described by a symbol and values that formatters write.</summary>
[AmqpContract(Code = 0x0000_00AB_0000_0003)]
public sealed partial record NestedDescriptors(
    InnerList Inner,
    [AmqpFormatter(typeof(AddressFormatter))] List<IPAddress?> Addresses,
    [ApplicationProperty("address"), AmqpFormatter(typeof(AddressFormatter))] IPAddress Address);

[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "test:inner:list")]
public readonly partial record struct InnerList([AmqpMember(Order = 1)] int Number);

/// <summary>The address as bytes in network order.</summary>
public sealed class AddressFormatter : IAmqpFormatter<IPAddress>
{
    public static void Write(ref AmqpWriter writer, IPAddress value) => writer.WriteBinary(value.GetAddressBytes());
}

[AmqpContract(Encoding = AmqpBodyEncoding.Sequence)]
public sealed partial record SequenceBody([AmqpMember(Order = 0)] string Text, [AmqpMember(Order = 2)] long Number, [AmqpMember(Order = 3)] string? Last = null);

[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("application/octet-stream")]
public sealed partial record RawBody(ReadOnlyMemory<byte> Bytes, [Subject] string? Subject = null);

[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(BodyEdgeJson))]
public sealed partial record JsonBody([MessageId] Guid Id, double Value, [property: JsonIgnore, ApplicationProperty("hidden")] bool Hidden, string[] Texts);

[JsonSerializable(typeof(JsonBody))]
internal sealed partial class BodyEdgeJson : JsonSerializerContext;

/// <summary>A method for each kind of body.</summary>
[AmqpSender("body-edges")]
public partial interface IBodyEdgeSender
{
    ValueTask SendAsync(NestedDescriptors message, CancellationToken cancellationToken = default);

    ValueTask SendAsync(InnerList message, CancellationToken cancellationToken = default);

    ValueTask SendAsync(SequenceBody message, CancellationToken cancellationToken = default);

    ValueTask SendAsync(RawBody message, CancellationToken cancellationToken = default);

    ValueTask SendAsync(JsonBody message, CancellationToken cancellationToken = default);
}
