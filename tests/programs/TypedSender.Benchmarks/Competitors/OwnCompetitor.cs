using System.Diagnostics;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Competitors;

/// <summary>This program once more, for one run.</summary>
internal sealed class OwnCompetitor(string name, string title) : Competitor(name, title)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "TypedSender.Benchmarks");

    public static OwnCompetitor Typed { get; } = new("typed", "TypedSender");

    public static OwnCompetitor Limit { get; } = new("limit", "prepared bytes");

    public override Task<string?> FindMissingAsync() => Task.FromResult<string?>(null);

    protected override ProcessStartInfo Command(RunOptions options) => new(Program, ["run", Name, .. options.ToArguments()]);
}
