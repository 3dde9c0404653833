using System.Diagnostics;
using TypedSender.Benchmarks.Runs;
using TypedSender.Shared;

namespace TypedSender.Benchmarks.Competitors;

/// <summary>A sender on qpid-proton's C library. It is compiled here.</summary>
internal sealed class ProtonCompetitor() : Competitor("proton", "qpid-proton C")
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "proton_sender");

    public override async Task<string?> FindMissingAsync()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Peers", "proton_sender.c");
        return await ChildProcess.SucceedsAsync("gcc", "-O2", "-o", Program, source, "-lqpid-proton") ? null : "sudo apt-get install gcc libqpid-proton11-dev";
    }

    protected override ProcessStartInfo Command(RunOptions options) => new(Program, options.ToArguments());
}
