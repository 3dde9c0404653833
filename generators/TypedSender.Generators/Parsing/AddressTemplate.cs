using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Generators.Parsing;

/// <summary>An address with the names of parameters in braces.</summary>
internal sealed class AddressTemplate
{
    private AddressTemplate(string text, IReadOnlyList<string> names)
    {
        Text = text;
        Names = names;
    }

    /// <summary>The template. Braces that are doubled stand for one.</summary>
    public string Text { get; }

    /// <summary>The name in each place, in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether its braces make no template, which is reported where it stands.</summary>
    public bool IsBroken { get; private init; }

    /// <summary>A template without places.</summary>
    public static AddressTemplate OfAddress(string address) => new(address.Replace("{", "{{").Replace("}", "}}"), Array.Empty<string>());

    /// <summary>What was meant to be a template.</summary>
    public static AddressTemplate Broken(string address) => new(address, Array.Empty<string>()) { IsBroken = true };

    /// <summary>Whether a place has the name.</summary>
    public bool Contains(string name)
    {
        foreach (string each in Names)
        {
            if (each == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a broken template may have been meant to name a parameter: whether its text holds the name.</summary>
    public bool MayName(string parameter) => Text.IndexOf(parameter, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Reads an address; null if it has no braces, or braces that make no template, of which <paramref name="problem"/> tells.</summary>
    public static AddressTemplate? Read(string address, out string? problem)
    {
        problem = null;
        if (address.IndexOf('{') < 0 && address.IndexOf('}') < 0)
        {
            return null;
        }

        var names = new List<string>();
        for (int i = 0; i < address.Length; i++)
        {
            if (address[i] is not ('{' or '}'))
            {
                continue;
            }

            if (i + 1 < address.Length && address[i + 1] == address[i])
            {
                i++;
                continue;
            }

            int end = address[i] == '{' ? address.IndexOf('}', i) : -1;
            if (end < 0)
            {
                problem = address[i] == '{' ? "a brace is opened and not closed: close it behind the name of a parameter, or double it" : "a brace is closed and none is open: open it before the name of a parameter, or double it";
                return null;
            }

            string name = address.Substring(i + 1, end - i - 1);
            if (!SyntaxFacts.IsValidIdentifier(name.StartsWith("@", StringComparison.Ordinal) ? name.Substring(1) : name))
            {
                problem = $"'{name}' between braces is no name of a parameter: write that name, or double the braces";
                return null;
            }

            names.Add(name.TrimStart('@'));
            i = end;
        }

        return new AddressTemplate(address, names);
    }
}
