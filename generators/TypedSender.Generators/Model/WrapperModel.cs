namespace TypedSender.Generators.Model;

/// <summary>A type whose only value is sent in its place.</summary>
/// <param name="TypeName">Its full name, without the question mark of a nullable.</param>
/// <param name="Nulls">Whether it can be null itself.</param>
/// <param name="Member">The property or field that holds the value, escaped.</param>
/// <param name="Inner">The wrapper that the value is itself; null for none.</param>
internal sealed record WrapperModel(string TypeName, NullState Nulls, string Member, WrapperModel? Inner)
{
    /// <summary>The value, as C# reads it: null where a wrapper is.</summary>
    /// <param name="expression">The wrapper, as C# reads it.</param>
    public string Unwrap(string expression)
    {
        string value = expression + (Nulls == NullState.Never ? "." : "?.") + Member;
        return Inner?.Unwrap(value) ?? value;
    }
}
