using System.Diagnostics;
using TypedSender.Benchmarks.Runs;
using TypedSender.Shared;

namespace TypedSender.Benchmarks.Competitors;

/// <summary>A sender on rhea, in Node.js, from where the tests install it.</summary>
internal sealed class RheaCompetitor() : Competitor("rhea", "rhea")
{
    private const string Install = "cp tests/TypedSender.Interop.Tests/scripts/package*.json artifacts/npm/ && npm ci --prefix artifacts/npm";

    private static readonly string Folder = Path.Combine(SourceTree.Root, "artifacts", "npm", "node_modules", "rhea");

    public override async Task<string?> FindMissingAsync() =>
        !await ChildProcess.SucceedsAsync("node", "--version") ? "sudo apt-get install nodejs npm"
        : Directory.Exists(Folder) ? null
        : $"mkdir -p artifacts/npm && {Install}";

    protected override ProcessStartInfo Command(RunOptions options)
    {
        var command = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Peers", "rhea_sender.js"), .. options.ToArguments()]);
        command.Environment["RHEA"] = Folder;
        return command;
    }
}
