using System.Globalization;

namespace TypedSender.Interop.Tests.RabbitMq.Chaos;

/// <summary>How much chaos there is: the short form, or the long one with <c>TYPEDSENDER_CHAOS=long</c>. <c>TYPEDSENDER_CHAOS_SEED</c> repeats the faults of a seed.</summary>
/// <param name="Name">short or long.</param>
/// <param name="FaultsOfEachKind">How many.</param>
/// <param name="Messages">How many messages are accepted at least.</param>
/// <param name="MaxInFlight">How many messages of each sender are in flight at most.</param>
/// <param name="Seed">Decides about the order of the faults, and when they happen.</param>
internal sealed record ChaosForm(string Name, int FaultsOfEachKind, int Messages, int MaxInFlight, int Seed)
{
    public static ChaosForm FromEnvironment()
    {
        int seed = Environment.GetEnvironmentVariable("TYPEDSENDER_CHAOS_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        return Environment.GetEnvironmentVariable("TYPEDSENDER_CHAOS") == "long"
            ? new ChaosForm("long", 25, 1_000_000, 16, seed)
            : new ChaosForm("short", 4, 60_000, 8, seed);
    }

    /// <summary>An empty folder for what this form leaves behind, below artifacts of the source tree, or beside the assembly where there is none.</summary>
    public string MakeFolder()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "TypedSender.sln")))
        {
            root = root.Parent;
        }

        string folder = Path.Combine(root?.FullName ?? AppContext.BaseDirectory, "artifacts", "chaos", Name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>The faults in their order.</summary>
    public IReadOnlyList<ChaosFault> DrawFaults()
    {
        Random random = new(Seed);
        FaultKind[] kinds = [.. Enum.GetValues<FaultKind>().SelectMany(kind => Enumerable.Repeat(kind, FaultsOfEachKind))];
        random.Shuffle(kinds);

        // Messages are accepted while senders recover, too.
        int interval = Messages / (2 * kinds.Length);
        return [.. kinds.Select(kind => new ChaosFault(kind, random.Next(1, 2 * interval), DrawDuration(kind, random)))];
    }

    private static TimeSpan DrawDuration(FaultKind kind, Random random) => kind switch
    {
        FaultKind.Freeze => TimeSpan.FromMilliseconds(random.Next(500, 8000)),
        FaultKind.MemoryAlarm => TimeSpan.FromMilliseconds(random.Next(200, 2000)),
        _ => TimeSpan.Zero,
    };
}
