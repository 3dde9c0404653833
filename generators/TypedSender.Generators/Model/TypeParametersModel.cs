using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>The type parameters of a send method.</summary>
/// <param name="Names">Their names, escaped.</param>
/// <param name="Declared">The names as the implementation declares them, with the attributes that it must repeat.</param>
/// <param name="Inherited">What an implementation, which inherits the constraints, repeats of them; each with a space before it.</param>
/// <param name="Constraints">The constraints in full, as a type of its own needs them; each with a space before it.</param>
internal sealed record TypeParametersModel(EquatableArray<string> Names, EquatableArray<string> Declared, string Inherited, string Constraints)
{
    /// <summary>The names in angle brackets, or nothing.</summary>
    public string List => InBrackets(Names);

    /// <summary>The same, as the implementation declares them.</summary>
    public string Declaration => InBrackets(Declared);

    private static string InBrackets(EquatableArray<string> names)
    {
        string list = string.Empty;
        foreach (string name in names)
        {
            list += (list.Length == 0 ? "<" : ", ") + name;
        }

        return list.Length == 0 ? list : list + ">";
    }
}
