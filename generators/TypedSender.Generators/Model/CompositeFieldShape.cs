namespace TypedSender.Generators.Model;

/// <summary>How a C# property holds a field's value.</summary>
internal enum CompositeFieldShape
{
    /// <summary>The value itself: <c>uint</c> for uint, <c>AmqpMap</c> for map.</summary>
    Plain,

    /// <summary>An enum whose numbers are the specification's choices.</summary>
    Enum,

    /// <summary>A symbol held as a string.</summary>
    SymbolText,

    /// <summary>Bytes held as <c>ReadOnlyMemory&lt;byte&gt;</c>.</summary>
    Memory,

    /// <summary>A struct that stands for null itself, by its <c>IsNone</c>.</summary>
    Optional,
}
