using TypedSender.Amqp;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Contracts with what a broker routes envelopes by: a group-id, and the annotation of a partition key.</summary>
public static partial class Routed
{
    public const string Key = "x-opt-partition-key";

    [AmqpContract(Encoding = AmqpBodyEncoding.Sequence), Durable, GroupId("group"), ReplyToGroupId("reply"), MessageAnnotation("x-opt-a", 1), MessageAnnotation(Key, "constant")]
    public readonly partial record struct Constant([AmqpMember(Order = 0)] int Number, [MessageAnnotation("x-opt-z")] string? Other = null);

    [AmqpContract(Encoding = AmqpBodyEncoding.List)]
    public sealed partial record Members(
        [GroupId] string? Group,
        [MessageAnnotation(Key)] string? PartitionKey,
        [Subject] string? Subject = null,
        [GroupSequence] uint? Sequence = null,
        [MessageAnnotation("x-opt-a")] string? Other = null,
        [AmqpMember(Order = 0)] int Number = 0);

    [AmqpContract]
    public readonly partial record struct NullGroup([GroupId] string? Group, [GroupSequence] uint Sequence, [MessageAnnotation(Key)] long PartitionKey);

    [AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
    public sealed partial record Binary(byte[] Content, [GroupId] string Group, [MessageAnnotation(Key)] AmqpSymbol? PartitionKey);

    /// <summary>Its sections have two levels where both members are bound.</summary>
    [AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShapesJson)), GroupId("far"), MessageAnnotation(Key, 1)]
    public sealed partial record Levels(
        string Text,
        [property: System.Text.Json.Serialization.JsonIgnore, GroupId] string? Group = null,
        [property: System.Text.Json.Serialization.JsonIgnore, MessageAnnotation(Key)] Guid? PartitionKey = null);

    /// <summary>Written through the typed sections, as a formatter's value has no bound; the formatter itself writes a message.</summary>
    [AmqpContract]
    public sealed partial record Enclosing(
        [GroupId] string? Group,
        [MessageAnnotation("x-opt-a"), AmqpFormatter(typeof(MessageFormatter))] string? Before,
        [MessageAnnotation(Key), AmqpFormatter(typeof(MessageFormatter))] string? PartitionKey,
        [AmqpFormatter(typeof(MessageFormatter))] string? Body);

    [AmqpContract]
    public readonly partial record struct Enclosed(string Text);
}

/// <summary>Writes text as the whole message of another contract, which is one described value.</summary>
public sealed class MessageFormatter : IAmqpFormatter<string>
{
    public static void Write(ref AmqpWriter writer, string value) => Write(ref writer, new Routed.Enclosed(value));

    private static void Write<T>(ref AmqpWriter writer, in T contract)
        where T : IAmqpContract<T>
        => T.WriteMessage(ref writer, in contract);
}
