using System.Text.Json;
using System.Text.Json.Serialization;

namespace TypedSender.Benchmarks.Runs;

/// <summary>The line that a sender in a process of its own prints.</summary>
/// <param name="Sent">Everything it sent, warming up included.</param>
/// <param name="Seconds">How long the measured messages took until the sink had, or had accepted, the last one.</param>
/// <param name="CpuSeconds">Processor time of the sender in that time.</param>
/// <param name="PeakBytes">The most memory that the process held.</param>
/// <param name="AllocatedBytes">What was allocated on the managed heap in that time; null where there is none.</param>
/// <param name="P50">Microseconds that half of the messages took, sent one at a time.</param>
/// <param name="P99">Microseconds that 99 of 100 took at most.</param>
/// <param name="P999">Microseconds that 999 of 1,000 took at most.</param>
internal sealed record RunResult(long Sent, double Seconds, double CpuSeconds, long PeakBytes, long? AllocatedBytes, double? P50, double? P99, double? P999)
{
    /// <summary>The name under which the sink counted, where it is another than the sender was given.</summary>
    public string? Container { get; init; }

    /// <summary>How many messages were measured.</summary>
    public int Count { get; init; }

    /// <summary>How many messages the sink counted, warming up included.</summary>
    public long Counted { get; init; }

    [JsonIgnore]
    public long Lost => Sent - Counted;

    [JsonIgnore]
    public double Rate => Count / Seconds;

    [JsonIgnore]
    public double CpuSecondsPerMillion => CpuSeconds / Count * 1e6;

    [JsonIgnore]
    public double? AllocatedPerMessage => (double?)AllocatedBytes / Count;

    public static RunResult Parse(string line) => JsonSerializer.Deserialize(line, RunResultContext.Default.RunResult)!;

    public string ToJson() => JsonSerializer.Serialize(this, RunResultContext.Default.RunResult);
}

/// <summary>How <see cref="RunResult"/> is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class RunResultContext : JsonSerializerContext;
