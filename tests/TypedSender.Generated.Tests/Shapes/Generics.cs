namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A generic contract, whose type argument may be anything that can be sent.</summary>
[AmqpContract]
public sealed partial record Sheet<T>(IReadOnlyList<T> Items, T? First, string? Next = null);

/// <summary>Two type parameters with constraints, in a struct that is a list.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "test:couple")]
public readonly partial record struct Couple<TLeft, TRight>([property: AmqpMember(Order = 1)] TLeft Left, [property: AmqpMember(Order = 0)] TRight Right)
    where TLeft : notnull
    where TRight : class?;

/// <summary>Everything that is sent is private, and so is what a reader needs.</summary>
[AmqpContract]
public sealed partial class Sealed<T>
{
    private Sealed(T secret, int count)
    {
        Secret = secret;
        Count = count;
    }

    [AmqpMember("secret")]
    private T Secret { get; }

    [AmqpMember]
    private int Count { get; }

    [AmqpMember]
    private string? Label { get; set; }

    public static Sealed<T> Of(T secret, int count, string? label) => new(secret, count) { Label = label };

    public (T Secret, int Count, string? Label) Open() => (Secret, Count, Label);
}

/// <summary>A contract without type parameters in a type that has some.</summary>
public static partial class Cage<T>
{
    [AmqpContract, Subject("bird")]
    public partial record Bird([property: ApplicationProperty("name")] T Name, [property: MessageId] string? Id);
}

/// <summary>It holds itself, and itself with another type argument.</summary>
[AmqpContract]
public sealed partial record Knot<T>(T Value, Knot<T>? Next, Knot<string>? Other);

/// <summary>Its member is closed by substitution alone: the file that names the type argument does not name the other type.</summary>
public abstract record Reply<T>
{
    public Sheet<T>? Sheet { get; init; }
}

[AmqpContract]
public sealed partial record ColorReply(int Number) : Reply<Color>;

/// <summary>Holds closed types in collections, and one that stands for a known type.</summary>
[AmqpContract]
public sealed partial record Binder(Dictionary<string, Sheet<int>> Sheets, Sheet<byte>[] Bytes, Sheet<string?>? Texts);

[AmqpContract(DiscriminatorKey = "$type"), AmqpKnownType(typeof(Note<int>), "int"), AmqpKnownType(typeof(Note<string>), "text")]
public abstract partial record Paper;

[AmqpContract]
public sealed partial record Note<T>(T Text) : Paper;

/// <summary>Senders name closed types, as bodies and as items, and take whichever the caller has.</summary>
[AmqpSender("sheets")]
public partial interface ISheetSender
{
    ValueTask SendAsync(Sheet<Item> sheet);

    ValueTask<IReadOnlyList<SendOutcome>> ListAsync(IReadOnlyList<Couple<Guid, string?>> couples);

    ValueTask AnyAsync<T>(T contract)
        where T : IAmqpContract<T>;

    ValueTask WrapAsync<T>(Sheet<T> sheet, [Subject] string subject)
        where T : IAmqpContract<T>;
}

/// <summary>What the same contracts look like without type parameters.</summary>
public static partial class Plain
{
    [AmqpContract]
    public sealed partial record Ints(IReadOnlyList<int> Items, int First, string? Next = null);

    [AmqpContract]
    public sealed partial record NullableInts(IReadOnlyList<int?> Items, int? First, string? Next = null);

    [AmqpContract]
    public sealed partial record Texts(IReadOnlyList<string?> Items, string? First, string? Next = null);

    [AmqpContract]
    public sealed partial record Colors(IReadOnlyList<Color> Items, Color First, string? Next = null);

    [AmqpContract]
    public sealed partial record Points(IReadOnlyList<Point> Items, Point First, string? Next = null);

    [AmqpContract]
    public sealed partial record Lists(IReadOnlyList<List<int>> Items, List<int>? First, string? Next = null);

    [AmqpContract]
    public sealed partial record ByteArrays(IReadOnlyList<byte[]> Items, byte[]? First, string? Next = null);
}
