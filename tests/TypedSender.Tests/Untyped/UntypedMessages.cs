using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Tests.Untyped;

/// <summary>Messages with every section and every field.</summary>
internal static class UntypedMessages
{
    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeMilliseconds(1_517_932_243_123);

    /// <summary>The bodies that <see cref="Full"/> makes.</summary>
    public static IReadOnlyList<string> Bodies { get; } = ["value", "null", "data", "several data", "sequence", "several sequences"];

    /// <summary>A message in which nothing is left out.</summary>
    /// <param name="body">One of <see cref="Bodies"/>.</param>
    /// <param name="group">The group-id.</param>
    public static AmqpMessage Full(string body, string group = "group")
    {
        Header header = new() { Durable = true, Priority = 7, Ttl = 90_000, FirstAcquirer = true, DeliveryCount = 2 };
        AmqpMap deliveryAnnotations = new() { [new AmqpSymbol("x-opt-hop")] = 1u };
        AmqpMap messageAnnotations = new() { [new AmqpSymbol("x-opt-region")] = "north", [17ul] = new List<object?> { 1, "two", null } };
        AmqpMap applicationProperties = new()
        {
            ["int"] = 1, ["long"] = 2L, ["ulong"] = ulong.MaxValue, ["float"] = 1.5f, ["decimal"] = 12.34m, ["symbol"] = new AmqpSymbol("s"), ["uuid"] = Guid.Empty, ["time"] = Moment,
            ["bytes"] = new byte[] { 1, 2 }, ["char"] = 'c', ["null"] = null,
        };
        AmqpMap footer = new() { [new AmqpSymbol("x-opt-crc")] = 0xCAFEu };
        Properties properties = new()
        {
            MessageId = 42ul, UserId = new byte[] { 1 }, To = "to", Subject = "subject", ReplyTo = "reply-to", CorrelationId = Guid.Empty, ContentType = "text/plain", ContentEncoding = "identity",
            AbsoluteExpiryTime = Moment, CreationTime = Moment, GroupId = group, GroupSequence = 3, ReplyToGroupId = "replies",
        };
        AmqpMessage head = new()
        {
            Header = header, DeliveryAnnotations = deliveryAnnotations, MessageAnnotations = messageAnnotations, Properties = properties, ApplicationProperties = applicationProperties,
        };
        AmqpMessage foot = new() { Footer = footer };
        return AmqpMessage.Decode([.. head.ToBytes(), .. Body(body).ToBytes(), .. foot.ToBytes()]);
    }

    /// <summary>The descriptors of the sections, in their order on the wire.</summary>
    public static List<ulong> SectionsOf(ReadOnlySpan<byte> bytes)
    {
        List<ulong> order = [];
        AmqpReader reader = new(bytes);
        while (!reader.End)
        {
            order.Add(reader.ReadDescriptor().Code);
            reader.Skip();
        }

        return order;
    }

    private static AmqpMessage Body(string body) => body switch
    {
        "data" => new() { Data = [[1, 2, 3]] },
        "several data" => new() { Data = [[1], [], new byte[300]] },
        "sequence" => new() { Sequences = [[1, null, "x"]] },
        "several sequences" => new() { Sequences = [[1], [], ["x", new AmqpMap { ["k"] = 1 }]] },
        "null" => new() { Value = null },
        _ => new() { Value = new AmqpMap { ["list"] = new List<object?> { 1, 2L } } },
    };
}
