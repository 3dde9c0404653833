using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>A type as the printer needs it.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="TypeName">Its full name, without the question mark of a nullable.</param>
/// <param name="Nulls">Whether it can be null.</param>
internal sealed record ValueModel(ValueKind Kind, string TypeName, NullState Nulls)
{
    /// <summary>The type that wraps the value; null for none. All other properties describe the wrapped value.</summary>
    public WrapperModel? Wrapper { get; init; }

    /// <summary>The full name of the type that a member or variable has, without the question mark of a nullable.</summary>
    public string DeclaredName => Wrapper?.TypeName ?? TypeName;

    /// <summary>The full name of the type that a member or variable has, with the question mark of a nullable.</summary>
    public string DeclaredType => Wrapper is null ? Named(TypeName, Nulls, IsUnsaid) : Named(Wrapper.TypeName, Wrapper.Nulls, Wrapper.IsUnsaid);

    /// <summary>Whether it can be null only because C# does not say otherwise, so that its type is written without a question mark.</summary>
    public bool IsUnsaid { get; init; }

    /// <summary>The elements of a list or an array, or the values of a map.</summary>
    public ValueModel? Element { get; init; }

    /// <summary>The keys of a map.</summary>
    public ValueModel? Key { get; init; }

    /// <summary>How a list is gone through.</summary>
    public Iteration Iteration { get; init; }

    /// <summary>The underlying type of an enum.</summary>
    public ValueKind Underlying { get; init; }

    /// <summary>The full name of the formatter that writes it.</summary>
    public string? Formatter { get; init; }

    /// <summary>Whether the formatter also reads what it writes.</summary>
    public bool IsReadByFormatter { get; init; }

    /// <summary>
    /// How a collection is made of the list or dictionary that has been read, as C# writes it with <c>{0}</c> for that; null if it cannot be made, or is never read.
    /// </summary>
    public string? Making { get; init; }

    /// <summary>The full name of the encoder of a contract.</summary>
    public string? Encoder { get; init; }

    /// <summary>Whether the encoder of a contract is a type apart, which reads it too.</summary>
    public bool IsApart { get; init; }

    /// <summary>The full name of the interface that a collection is gone through by; null where its own enumerator yields the same.</summary>
    public string? EnumeratedAs { get; init; }

    /// <summary>Whether the formatter was chosen for values outside a body, where it may write a described value.</summary>
    public bool IsChosenByScope { get; init; }

    /// <summary>The most characters of a text; 0 for no limit.</summary>
    public int MaxLength { get; init; }

    /// <summary>The names of an enum that is sent by name, one for each value.</summary>
    public EquatableArray<EnumNameModel> EnumNames { get; init; }

    /// <summary>The value that is sent, as C# reads it.</summary>
    /// <param name="expression">The member or variable, as C# reads it.</param>
    public string Unwrap(string expression) => Wrapper?.Unwrap(expression) ?? expression;

    /// <summary>What a member or element is where null was read, as C# writes it, if that is not null itself; null if it is, or must not be.</summary>
    public string? Absent
        => Nulls == NullState.DefaultArray ? "default"
            : Nulls != NullState.Allowed || Wrapper is null or { Nulls: NullState.Allowed } ? null
            : Wrapper.Nulls == NullState.Never ? "default" : Wrapper.Empty;

    private static string Named(string type, NullState nulls, bool isUnsaid) => nulls == NullState.Allowed && !isUnsaid ? type + "?" : type;
}

/// <summary>One name of an enum.</summary>
/// <param name="Identifier">As C# writes it.</param>
/// <param name="Name">As the wire carries it.</param>
internal sealed record EnumNameModel(string Identifier, string Name);
