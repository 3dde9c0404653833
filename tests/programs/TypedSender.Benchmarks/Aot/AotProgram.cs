using System.Diagnostics;
using TypedSender.Benchmarks.Competitors;
using TypedSender.Benchmarks.Ratios;
using TypedSender.Benchmarks.Table;
using TypedSender.Shared;

namespace TypedSender.Benchmarks.Aot;

/// <summary>Publishes tests/programs/TypedSender.AotProbe as native code, and compares it with the same program compiled while it runs.</summary>
internal static class AotProgram
{
    private const int Runs = 7;
    private const double Mebibyte = 1024 * 1024;
    private const string Project = "TypedSender.AotProbe";

    private static readonly string Source = Path.Combine(SourceTree.Root, "tests", "programs", Project);
    private static readonly string Output = Path.Combine(SourceTree.Root, "artifacts", "aot");

    public static async Task RunAsync()
    {
        string native = Path.Combine(Output, Project);
        string compiled = Path.Combine(Source, "bin", "Release", "net10.0", $"{Project}.dll");
        await BuildAsync("build", Source, "-c", "Release", "-v", "quiet", "-nologo");
        await BuildAsync("publish", Source, "-c", "Release", "--use-current-runtime", "-o", Output, "-v", "quiet", "-nologo");

        await using Sink sink = await Sink.StartAsync();
        List<FirstMessage> nativeRuns = [];
        List<FirstMessage> compiledRuns = [];
        for (int run = -1; run < Runs; run++)
        {
            FirstMessage own = await FirstMessage.MeasureAsync(native, $"{sink.Address.Port}");
            FirstMessage other = await FirstMessage.MeasureAsync("dotnet", compiled, $"{sink.Address.Port}");
            if (run >= 0)
            {
                nativeRuns.Add(own);
                compiledRuns.Add(other);
            }
        }

        Console.WriteLine($"{Machine.Description}. net10.0, medians of {Runs} runs.");
        Console.WriteLine();
        Console.WriteLine("| | size, MiB | ms from process start to the first accepted message | peak memory, MiB |");
        Console.WriteLine("|---|--:|--:|--:|");
        Print("native", Texts.Number(new FileInfo(native).Length / Mebibyte), nativeRuns);
        Print("compiled while it runs", "", compiledRuns);
    }

    private static void Print(string name, string size, List<FirstMessage> runs)
    {
        string time = Texts.Number(Statistics.Median([.. runs.Select(run => run.Milliseconds)]));
        string peak = Texts.Number(Statistics.Median([.. runs.Select(run => run.PeakBytes)]) / Mebibyte);
        Console.WriteLine($"| {name} | {size} | {time} | {peak} |");
    }

    private static async Task BuildAsync(params string[] arguments)
    {
        (int? code, string output, string errors) = await ChildProcess.RunAsync(new ProcessStartInfo("dotnet", arguments), TimeSpan.FromMinutes(10));
        if (code != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {code}: {output} {errors}");
        }
    }
}
