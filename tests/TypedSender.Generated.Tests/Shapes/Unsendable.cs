using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A member for each place in which a value may stand that AMQP cannot carry.</summary>
[AmqpContract]
public partial class Unsendable
{
    public int Number { get; init; }

    public string Text { get; init; } = "t";

    public string? Optional { get; init; }

    [AmqpMember(Symbol = true)]
    public string Name { get; init; } = "n";

    public char Letter { get; init; } = 'l';

    public char? MaybeLetter { get; init; }

    public List<string?> Elements { get; init; } = [];

    public char[] Letters { get; init; } = [];

    public Dictionary<string, int> Keys { get; init; } = [];

    public Dictionary<int, List<string>> Map { get; init; } = [];

    public Uri? Address { get; init; }

    [AmqpFormatter(typeof(PlainFormatter))]
    public object? Formatted { get; init; }

    [ApplicationProperty("property")]
    public string? Property { get; init; }

    [MessageAnnotation("x-opt-a"), AmqpMember(Symbol = true)]
    public string[] Annotation { get; init; } = [];

    [Subject]
    public string? Subject { get; init; }

    [ContentType]
    public string? ContentType { get; init; }

    [MessageId]
    public AmqpMessageId MessageId { get; init; } = 1;

    public UnsendablePart? Part { get; init; }

    public IReadOnlyList<UnsendablePart> Parts { get; init; } = [];
}

[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public partial record UnsendablePart([property: AmqpMember(Order = 0)] string Text, [property: AmqpMember(Order = 1)] UnsendablePart? Inner);

/// <summary>Writes what it is given as a string.</summary>
public sealed class PlainFormatter : IAmqpFormatter<object>
{
    public static void Write(ref AmqpWriter writer, object value) => writer.WriteString(value.ToString());
}

/// <summary>Throws something else when it is read for the second time.</summary>
[AmqpContract]
public partial class Fickle
{
    private int _reads;

    public string Text => _reads++ == 0 ? "ab\ud800" : throw new InvalidOperationException("It was read again.");
}

[AmqpSender("q")]
public partial interface IUnsendableSender
{
    ValueTask SendAsync(Unsendable value);

    ValueTask PlaceAsync(UnsendablePart part, [Subject] string? subject, [ContentType] string? type, [ApplicationProperty("p")] string? property, [MessageAnnotation("x-opt-l")] List<char>? letters);

    ValueTask<IReadOnlyList<SendOutcome>> SendAllAsync(IReadOnlyList<UnsendablePart> parts);
}
