using System.Runtime.CompilerServices;

namespace TypedSender.Rules.Tests.Pages;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    public static string PathOf(string relative) => Path.Combine(Root(), relative);

    /// <summary>A file, with its lines ended by <c>\n</c>.</summary>
    public static string Read(string relative) => File.ReadAllText(PathOf(relative)).ReplaceLineEndings("\n");

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
