namespace TypedSender.Generators.Model;

/// <summary>A type whose only value is sent in its place.</summary>
/// <param name="TypeName">Its full name, without the question mark of a nullable.</param>
/// <param name="Nulls">Whether it can be null itself.</param>
/// <param name="Member">The property or field that holds the value, escaped.</param>
/// <param name="Inner">The wrapper that the value is itself; null for none.</param>
internal sealed record WrapperModel(string TypeName, NullState Nulls, string Member, WrapperModel? Inner)
{
    /// <summary>How a wrapper is made of the value that has been read, as C# writes it with <c>{0}</c> for that; null if it cannot be made.</summary>
    public string? Making { get; init; }

    /// <summary>Whether it can be null itself only because C# does not say otherwise.</summary>
    public bool IsUnsaid { get; init; }

    /// <summary>The full name of the type of the value.</summary>
    public string ValueName { get; init; } = string.Empty;

    /// <summary>A wrapper of no value, as C# makes it.</summary>
    public string Empty => Making!.Replace("{0}", $"default({ValueName})!");

    /// <summary>A wrapper of the value, as C# makes it.</summary>
    /// <param name="value">The value, as C# writes it.</param>
    public string Wrap(string value) => Making!.Replace("{0}", Inner?.Wrap(value) ?? value);

    /// <summary>The value, as C# reads it: null where a wrapper is.</summary>
    /// <param name="expression">The wrapper, as C# reads it.</param>
    public string Unwrap(string expression)
    {
        string value = expression + (Nulls == NullState.Never ? "." : "?.") + Member;
        return Inner?.Unwrap(value) ?? value;
    }
}
