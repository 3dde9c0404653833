namespace TypedSender.Interop.Tests.Differential;

/// <summary>Why qpid-proton and we judge bytes differently: known reasons, each with how it is known.</summary>
/// <param name="Name">The reason.</param>
/// <param name="Words">A part of what we say when we refuse, or of the bytes, in hexadecimal digits, when proton does.</param>
internal sealed record Disagreement(string Name, params string[] Words)
{
    /// <summary>What we refuse and proton takes.</summary>
    public static IReadOnlyList<Disagreement> OnlyProtonTakes { get; } =
    [
        new("proton does not know the sections and their order (3.2)", "which is no section", "stands twice in a message", "stands behind the"),
        new("proton does not know what a section holds (3.2)", "Expected map", "Expected list", "Expected binary", "Expected a described value", "Expected a descriptor"),
        new("proton does not know the types of fields (3.2.1, 3.2.4)", "Expected ", "fields, and AMQP 1.0 defines", "lacks its mandatory field", "its values are", "outside the years"),
        new("proton does not look into strings (1.6.20)", "is not well-formed UTF-8"),
        new("proton does not look into symbols (1.6.21)", "A symbol is not ASCII"),
        new("proton takes any byte for a boolean (1.6.2)", "A boolean is 0x00 or 0x01"),
        new("proton takes any number for a character (1.6.16)", "is not a Unicode character"),
        new("proton takes a key that is null (1.6.23)", "A map has a null key"),
        new("proton takes a key twice (1.6.23)", "A map has the key"),
        new("proton takes a key without a value (1.6.23)", "an odd number of elements"),
        new("proton does not compare the size of a list with its elements (1.2.3)", "should end at byte", "has no room for its count"),
        new("proton takes descriptors of other types (1.2)", "A descriptor is a ulong or a symbol"),
        new("proton has no bound on elements that take no bytes", "elements of no width"),
        new("proton has no bound on nesting", "more than 32 deep"),
        new("proton does not compare the count of an array with its bytes (1.2.4)", "cannot be held by", "claim", "elements is refused"),
    ];

    /// <summary>What proton refuses and we take.</summary>
    public static IReadOnlyList<Disagreement> OnlyWeTake { get; } =
    [
        new("proton needs the constructor of an empty array's elements (1.2.4)", "E00100", "F00000000400000000"),
    ];

    /// <summary>The reason for a disagreement, or null when none is known.</summary>
    /// <param name="bytes">What is judged.</param>
    /// <param name="ours">Why we refuse the bytes, or null.</param>
    /// <param name="protons">Why proton refuses them, or null.</param>
    public static Disagreement? Find(byte[] bytes, string? ours, string? protons)
    {
        // Proton's words are few and say little, so that there the bytes tell.
        string told = ours ?? (protons!.Contains("not enough data", StringComparison.Ordinal) ? Convert.ToHexString(bytes) : "");
        return (ours is null ? OnlyWeTake : OnlyProtonTakes).FirstOrDefault(reason => reason.Words.Any(words => told.Contains(words, StringComparison.Ordinal)));
    }
}
