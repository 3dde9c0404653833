using TypedSender.Benchmarks.Contenders;

namespace TypedSender.Benchmarks.Runs;

/// <summary>A run of the typed sender or of the limit: <c>run typed|limit PORT CONTAINER settled|unsettled|single COUNT BODY IN_FLIGHT [CERTIFICATE]</c>.</summary>
internal static class OwnRun
{
    public static Task RunAsync(string name, RunOptions options) => MeasuredRun.RunAsync(
        name == "typed"
            ? new TypedContender(options.Sink, options.Workload, options.Container)
            : new PreparedContender(options.Sink, options.Workload, options.Container),
        options);
}
