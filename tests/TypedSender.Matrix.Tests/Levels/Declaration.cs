namespace TypedSender.Matrix.Tests.Levels;

/// <summary>How a contract is declared.</summary>
/// <param name="Name">What failures call it.</param>
/// <param name="Keyword">The modifiers and the keyword, without <c>partial</c>.</param>
internal sealed record Declaration(string Name, string Keyword)
{
    /// <summary>The opening lines of the types that it is nested in.</summary>
    public IReadOnlyList<string> Outer { get; init; } = [];

    /// <summary>The metadata name of the contract within its namespace.</summary>
    public string MetadataName { get; init; } = "Row";

    /// <summary>How code outside names the contract.</summary>
    public string TypeName { get; init; } = "Row";

    public string TypeParameters { get; init; } = "";

    public BasePlace Base { get; init; } = BasePlace.SameAssembly;

    /// <summary>Whether a base type is declared even where the member needs none.</summary>
    public bool AlwaysHasBase => Base != BasePlace.SameAssembly;

    public bool IsInTwoFiles { get; init; }

    /// <summary>Whether a rule refuses it, whatever its members are.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether values of it can be made.</summary>
    public bool HasValues => !IsRefused && !Keyword.Contains("abstract", StringComparison.Ordinal);

    public bool IsRecord => Keyword.Contains("record", StringComparison.Ordinal);

    public bool IsStruct => Keyword.Contains("struct", StringComparison.Ordinal);

    public override string ToString() => Name;

    public static readonly IReadOnlyList<Declaration> All =
    [
        new("class", "public class"),
        new("sealed class", "public sealed class"),
        new("abstract class", "public abstract class"),
        new("record", "public record"),
        new("sealed record", "public sealed record"),
        new("struct", "public struct"),
        new("readonly struct", "public readonly struct"),
        new("record struct", "public record struct"),
        new("readonly record struct", "public readonly record struct"),
        new("internal class", "internal sealed class"),
        new("class nested in a class", "public class") { Outer = ["public partial class Outer"], MetadataName = "Outer+Row", TypeName = "Outer.Row" },
        new("record nested in a struct in an interface", "public record")
        {
            Outer = ["public partial interface IOuter", "public partial struct Outer"], MetadataName = "IOuter+Outer+Row", TypeName = "IOuter.Outer.Row",
        },
        new("class in two files", "public class") { IsInTwoFiles = true },
        new("class with a base in another assembly", "public class") { Base = BasePlace.Library },
        new("record with a base in another assembly", "public sealed record") { Base = BasePlace.Library },
        new("class with a generic base", "public class") { Base = BasePlace.Generic },
        new("record with a generic base", "public record") { Base = BasePlace.Generic },
        new("class nested in a generic class", "public class") { Outer = ["public partial class Outer<TOuter>"], MetadataName = "Outer`1+Row", TypeName = "Outer<int>.Row" },
        new("class nested in a class that is not partial", "public class") { Outer = ["public class Outer"], MetadataName = "Outer+Row", TypeName = "Outer.Row", IsRefused = true },
        new("private nested class", "private class") { Outer = ["public partial class Outer"], MetadataName = "Outer+Row", TypeName = "Outer.Row", IsRefused = true },
        new("generic record", "public record") { TypeParameters = "<TRow>", MetadataName = "Row`1", TypeName = "Row<int>" },
        new("ref struct", "public ref struct") { IsRefused = true },
        new("file-local class", "file class") { IsRefused = true },
    ];
}

/// <summary>Where the base type of a contract is declared, if it has one.</summary>
internal enum BasePlace
{
    SameAssembly,

    /// <summary>In another assembly.</summary>
    Library,

    /// <summary>A constructed generic type, whose argument is the type of the member.</summary>
    Generic,
}
