using System.Diagnostics;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Competitors;

/// <summary>A sender on another .NET library, in tests/programs/TypedSender.BenchmarkPeers, which is built beside this program.</summary>
internal sealed class DotnetCompetitor(string name, string title, bool hasTls = true, bool hasSettled = true) : Competitor(name, title)
{
    private const string Project = "TypedSender.BenchmarkPeers";

    // This is tests/programs/<this>/bin/<configuration>/<framework>/, and the other beside it.
    public static readonly string Program = AppContext.BaseDirectory.Replace("TypedSender.Benchmarks", Project, StringComparison.Ordinal) + Project;

    public static DotnetCompetitor Microsoft { get; } = new("microsoft", "Microsoft.Azure.Amqp");

    public static DotnetCompetitor NetLite { get; } = new("netlite", "AMQPNetLite");

    public static DotnetCompetitor ServiceBus { get; } = new("servicebus", "ServiceBusSender", hasTls: false, hasSettled: false);

    public override bool HasTls => hasTls;

    public override bool HasSettled => hasSettled;

    public override Task<string?> FindMissingAsync() =>
        Task.FromResult(File.Exists(Program) ? null : $"dotnet build -c Release tests/programs/{Project}");

    protected override ProcessStartInfo Command(RunOptions options) => new(Program, [Name, .. options.ToArguments()]);
}
