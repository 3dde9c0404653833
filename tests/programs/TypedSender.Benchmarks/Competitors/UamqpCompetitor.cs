using System.Diagnostics;
using TypedSender.Benchmarks.Runs;
using TypedSender.Shared;

namespace TypedSender.Benchmarks.Competitors;

/// <summary>A sender on uamqp, the C library that its Python package wraps. It knows TLS only.</summary>
internal sealed class UamqpCompetitor() : Competitor("uamqp", "uamqp")
{
    // Debian's own Python: that is where its package puts the library.
    private const string Python = "/usr/bin/python3";

    public override bool HasPlain => false;

    public override async Task<string?> FindMissingAsync() =>
        await ChildProcess.SucceedsAsync(Python, "-c", "import uamqp") ? null : "sudo apt-get install python3-uamqp";

    protected override ProcessStartInfo Command(RunOptions options) =>
        new(Python, [Path.Combine(AppContext.BaseDirectory, "Peers", "uamqp_sender.py"), .. options.ToArguments()]);
}
