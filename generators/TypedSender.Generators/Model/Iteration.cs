namespace TypedSender.Generators.Model;

/// <summary>How generated code goes through a collection.</summary>
internal enum Iteration
{
    /// <summary>An array or a segment of one, through a read-only span.</summary>
    Array,

    /// <summary>A list, through the span of its items.</summary>
    List,

    /// <summary>An immutable array, through its span.</summary>
    ImmutableArray,

    /// <summary>Memory, through its span.</summary>
    Memory,

    /// <summary>A read-only list or one of its kind, by index.</summary>
    Index,

    /// <summary>Anything else, by foreach; its count is known only at the end.</summary>
    Enumerable,
}
