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
        string stem = Stem(wish);
        string name = Parsing.Names.Escape(stem);
        for (int number = 2; !_taken.Add(name); number++)
        {
            name = stem + number.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }

    private static string Stem(string wish)
    {
        int start = 0;
        while (start < wish.Length && wish[start] is '@' or '_')
        {
            start++;
        }

        if (start == wish.Length)
        {
            return "item";
        }

        char first = char.ToLowerInvariant(wish[start]);
        if (start == 0 && first == wish[0])
        {
            return wish;
        }

        char[] stem = wish.ToCharArray(start, wish.Length - start);
        stem[0] = first;
        return new string(stem);
    }
}
