using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TypedSender.Generators.Baselines;

/// <summary>A line and where it stands.</summary>
internal readonly record struct BaselineEntry(BaselineLine Line, Location Location);

/// <summary>Reads one of the two files. A line that begins with <c>#</c> is a comment.</summary>
internal sealed class BaselineFile
{
    public const string Shipped = "AmqpContracts.Shipped.txt";
    public const string Unshipped = "AmqpContracts.Unshipped.txt";

    private BaselineFile(string name) => Name = name;

    /// <summary>Its name, without the folder.</summary>
    public string Name { get; }

    public List<BaselineEntry> Entries { get; } = new();

    /// <summary>What is no line of a baseline, and why.</summary>
    public List<(string Text, string Reason, Location Location)> Malformed { get; } = new();

    /// <summary>Whether the file is one of the two.</summary>
    public static bool Is(AdditionalText file, string name) => string.Equals(Path.GetFileName(file.Path), name, StringComparison.OrdinalIgnoreCase);

    public static BaselineFile Read(IEnumerable<AdditionalText> files, string name, CancellationToken cancellationToken)
    {
        var result = new BaselineFile(name);

        // A project may name a file that the package adds too.
        var paths = new HashSet<string>();
        foreach (AdditionalText file in files)
        {
            if (Is(file, name) && paths.Add(file.Path) && file.GetText(cancellationToken) is { } text)
            {
                foreach (TextLine line in text.Lines)
                {
                    result.Add(file.Path, text, line);
                }
            }
        }

        return result;
    }

    private void Add(string path, SourceText source, TextLine line)
    {
        string all = line.ToString();
        string text = all.Trim();
        if (text.Length == 0 || text[0] == '#')
        {
            return;
        }

        var span = new TextSpan(line.Start + all.IndexOf(text[0]), text.Length);
        Location location = Location.Create(path, span, source.Lines.GetLinePositionSpan(span));
        if (BaselineLine.Read(text, out BaselineLine read) is { } reason)
        {
            Malformed.Add((text, reason, location));
        }
        else
        {
            Entries.Add(new BaselineEntry(read, location));
        }
    }
}
