namespace TypedSender.Generators.Model;

/// <summary>How an argument that may not be null is refused at the call.</summary>
internal enum NullCheck
{
    /// <summary>It may be null, or cannot be.</summary>
    None,

    /// <summary>It is a reference.</summary>
    Reference,

    /// <summary>It is of a type parameter, which stands for references or values: a value must not be boxed to be looked at.</summary>
    TypeParameter,
}
