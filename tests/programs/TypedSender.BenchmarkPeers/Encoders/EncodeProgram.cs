using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace TypedSender.BenchmarkPeers.Encoders;

/// <summary>Runs the benchmarks of encoding with BenchmarkDotNet, in this process.</summary>
internal static class EncodeProgram
{
    public static void Run()
    {
        IConfig config = DefaultConfig.Instance
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
        BenchmarkRunner.Run([typeof(EventEncoding), typeof(OrderEncoding)], config);
    }
}
