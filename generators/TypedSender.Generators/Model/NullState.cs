namespace TypedSender.Generators.Model;

/// <summary>Whether and how a value can be null.</summary>
internal enum NullState
{
    /// <summary>A value type: never.</summary>
    Never,

    /// <summary>A reference that its type says is never null; it is checked all the same.</summary>
    Forbidden,

    /// <summary>A nullable reference or a nullable value type.</summary>
    Allowed,

    /// <summary>An immutable array, whose default value counts as null.</summary>
    DefaultArray,
}
