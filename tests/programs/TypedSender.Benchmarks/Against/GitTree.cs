using System.Diagnostics;
using System.IO.Compression;
using TypedSender.Benchmarks.Competitors;
using TypedSender.Shared;

namespace TypedSender.Benchmarks.Against;

/// <summary>What git knows of the tree that this program was built in.</summary>
internal static class GitTree
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The short name of a commit; the commit that is checked out is <c>HEAD</c>.</summary>
    /// <exception cref="AgainstException">There is no such commit, or no git.</exception>
    public static async Task<string> ResolveAsync(string commit) => await RunAsync($"There is no commit '{commit}' in {SourceTree.Root}", "rev-parse", "--short", "--verify", "--end-of-options", $"{commit}^{{commit}}");

    /// <summary>Whether the tree differs from the commit that is checked out.</summary>
    public static async Task<bool> IsDirtyAsync() => (await RunAsync("git status failed", "status", "--porcelain")).Length != 0;

    /// <summary>Puts the files of a commit into a folder.</summary>
    public static async Task ExtractAsync(string commit, string folder)
    {
        string archive = $"{folder}.zip";
        await RunAsync($"Commit {commit} cannot be taken out of git", "archive", "--format=zip", "-o", archive, commit);
        await ZipFile.ExtractToDirectoryAsync(archive, folder);
        File.Delete(archive);
    }

    /// <summary>Copies files of the tree as they lie there, committed or not, but for those that git ignores.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="paths">Which: files and folders relative to the root.</param>
    public static async Task CopyAsync(string folder, params string[] paths)
    {
        string list = await RunAsync("git ls-files failed", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", .. paths]);
        foreach (string path in list.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            // A file that was deleted and not committed is still listed.
            string from = Path.Combine(SourceTree.Root, path);
            if (File.Exists(from))
            {
                string to = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to, overwrite: true);
            }
        }
    }

    private static async Task<string> RunAsync(string failure, params string[] arguments)
    {
        (int? code, string output, string errors) = await ChildProcess.RunAsync(new ProcessStartInfo("git", ["-C", SourceTree.Root, .. arguments]), Patience);
        return code == 0 ? output.Trim() : throw new AgainstException($"{failure}: {errors}");
    }
}
