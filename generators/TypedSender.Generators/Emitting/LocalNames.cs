using System.Collections.Generic;
using System.Globalization;

namespace TypedSender.Generators.Emitting;

/// <summary>The names of one scope of generated code, a method or a type: each that it gives, nothing else in the scope has.</summary>
internal sealed class LocalNames
{
    private readonly HashSet<string> _taken;

    public LocalNames(params string[] taken) => _taken = new HashSet<string>(taken);

    public void Take(string name) => _taken.Add(name);

    /// <summary>The name itself if nothing has it, otherwise with the first number that makes it free.</summary>
    public string Keep(string wish)
    {
        string name = wish;
        for (int number = 2; !_taken.Add(name); number++)
        {
            name = wish.TrimStart('@') + number.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }

    /// <summary>A name like <paramref name="wish"/>, which may be the name of a member.</summary>
    public string New(string wish)
    {
        string plain = wish.TrimStart('@', '_');
        string stem = plain.Length == 0 ? "item" : char.ToLowerInvariant(plain[0]) + plain.Substring(1);
        string name = Names(stem);
        for (int number = 2; !_taken.Add(name); number++)
        {
            name = stem + number.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }

    private static string Names(string stem) => Parsing.Names.Escape(stem);
}
