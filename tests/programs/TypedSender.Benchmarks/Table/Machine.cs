using System.Runtime.InteropServices;

namespace TypedSender.Benchmarks.Table;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Description => $"{Environment.ProcessorCount} cores, {ProcessorName}, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}";

    private static string ProcessorName
    {
        get
        {
            const string Path = "/proc/cpuinfo";
            string? line = File.Exists(Path) ? File.ReadLines(Path).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
            return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        }
    }
}
