using TypedSender.ScriptedFaults.Tests;

namespace TypedSender.Report;

/// <summary>The figures that a full run must reach, all of them in this one table.</summary>
internal static class Expectations
{
    public const double LinesCovered = 90.0;

    /// <summary>The assemblies whose coverage is demanded.</summary>
    public static readonly string[] Covered = ["TypedSender.Amqp", "TypedSender"];

    private const string Scripted = "TypedSender.ScriptedFaults.Tests";
    private const string Fuzzed = "TypedSender.Faults.Tests";
    private const string Interop = "TypedSender.Interop.Tests";
    private const string Network = "TypedSender.Network.Tests";
    private const string Endurance = "TypedSender.Endurance.Tests";
    private const string Soak = "TypedSender.Soak.Tests";

    public static readonly Expectation[] All =
    [
        new("fault", "Scripted faults", Scripted) { Key = "name", Cases = 123, Names = [.. FaultNames.All], Bound = ("elapsed_ms", "bound_ms") },
        new("bug", "Known bugs of other clients", "TypedSender.KnownBugs.Tests") { Key = "number", Cases = 45, Names = [.. Enumerable.Range(1, 45).Select(number => $"{number}")] },
        new("fuzz", "Fuzzing", Fuzzed) { Key = "target", Cases = 14, Amount = "inputs", ForEach = 250_000, InAll = 3_500_000, Zero = ["findings"] },
        new("sequence", "Frame sequences", Fuzzed) { Amount = "sequences", InAll = 10_000 },
        new("differential", "Differential with qpid-proton", Interop) { Key = "what", Cases = 3, Names = ["encode", "decode", "accept"], Amount = "count", ForEach = 5_000, InAll = 30_000 },
        new("ledger", "Chaos ledger", Interop) { Amount = "started", InAll = 60_000, Zero = ["pending", "lost", "phantom", "duplicates"], Except = ("form", "resending") },
        new("recovery", "Recovery", Interop),
        new("proxy", "TCP fault proxy", Network) { Key = "case", Cases = 96 },
        new("namespace", "Network namespaces", Network) { Key = "case", Cases = 12 },
        new("tls", "TLS matrix", "TypedSender.Tests") { Key = "case", Cases = 14 },
        new("race", "Races", Endurance) { Key = "pair", Cases = 15, Amount = "iterations", ForEach = 2_000 },
        new("soak", "Soak", Soak),
        new("leak", "Leaks", Soak),
        new("matrix", "Matrix of contracts", "TypedSender.Matrix.Tests") { Amount = "pairs", InAll = 3_000, Zero = ["faults"] },
        new("canary", "Canary secrets", "TypedSender.Tests") { Zero = ["hits"] },
    ];

    /// <summary>The first words of the lines that are read.</summary>
    public static readonly HashSet<string> Programmes = [.. All.Select(expectation => expectation.Programme)];
}
