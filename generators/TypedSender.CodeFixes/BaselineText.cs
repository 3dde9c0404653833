using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TypedSender.CodeFixes;

/// <summary>The text of AmqpContracts.Unshipped.txt with further lines.</summary>
internal static class BaselineText
{
    public const string FileName = "AmqpContracts.Unshipped.txt";

    private const string OtherFileName = "AmqpContracts.Shipped.txt";

    /// <summary>Writes the lines that diagnostics ask for, in the order of the code.</summary>
    public static async Task<Solution> WriteAsync(Project project, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (diagnostics.Count == 0)
        {
            // Other projects of a solution keep no baseline, and get none.
            return project.Solution;
        }

        diagnostics.Sort(CompareByPlace);
        TextDocument? file = Find(project, FileName);
        SourceText? old = file is null ? null : await file.GetTextAsync(cancellationToken).ConfigureAwait(false);
        string before = old?.ToString() ?? string.Empty;
        string end = before.Contains("\r\n") ? "\r\n" : "\n";
        var lines = new List<string>(before.Replace("\r\n", "\n").Split('\n'));
        while (lines.Count > 0 && lines[lines.Count - 1].Trim().Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        foreach (Diagnostic diagnostic in diagnostics)
        {
            Write(lines, Line(diagnostic), diagnostic.Properties.TryGetValue("Replaces", out string? replaced) ? replaced : null);
        }

        string text = lines.Count == 0 ? string.Empty : string.Join(end, lines) + end;
        if (file is not null)
        {
            return project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(text, old!.Encoding));
        }

        string? folder = Path.GetDirectoryName(Find(project, OtherFileName)?.FilePath ?? project.FilePath);
        return project.AddAdditionalDocument(FileName, SourceText.From(text), filePath: folder is null ? FileName : Path.Combine(folder, FileName)).Project.Solution;
    }

    /// <summary>Writes a line in place of the one that it replaces, or behind those of the same type, or at the end.</summary>
    private static void Write(List<string> lines, string line, string? replaced)
    {
        int index = replaced is null ? -1 : lines.FindIndex(each => each.Trim() == replaced);
        if (index >= 0)
        {
            lines[index] = line;
        }
        else if (!lines.Exists(each => each.Trim() == line))
        {
            string owner = Owner(line);
            index = lines.FindLastIndex(each => Owner(each.Trim()) == owner);
            lines.Insert(index < 0 ? lines.Count : index + 1, line);
        }
    }

    /// <summary>The contract or enum that a line is about.</summary>
    private static string Owner(string line)
    {
        if (line.StartsWith("\"", StringComparison.Ordinal))
        {
            return "\"";
        }

        int end = line.IndexOf('/');
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        end = end < 0 || (colon >= 0 && colon < end) ? colon : end;
        return end < 0 ? line : line.Substring(0, end);
    }

    private static int CompareByPlace(Diagnostic left, Diagnostic right)
    {
        int order = string.CompareOrdinal(left.Location.SourceTree?.FilePath, right.Location.SourceTree?.FilePath);
        order = order != 0 ? order : left.Location.SourceSpan.Start.CompareTo(right.Location.SourceSpan.Start);

        // At one place stand the line of a contract and those of its constants: the contract is first.
        order = order != 0 ? order : (Line(left).IndexOf('/') >= 0).CompareTo(Line(right).IndexOf('/') >= 0);
        return order != 0 ? order : string.CompareOrdinal(Line(left), Line(right));
    }

    private static string Line(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue("Line", out string? line) ? line ?? string.Empty : string.Empty;

    private static TextDocument? Find(Project project, string name)
    {
        foreach (TextDocument document in project.AdditionalDocuments)
        {
            if (string.Equals(Path.GetFileName(document.FilePath ?? document.Name), name, StringComparison.OrdinalIgnoreCase))
            {
                return document;
            }
        }

        return null;
    }
}
