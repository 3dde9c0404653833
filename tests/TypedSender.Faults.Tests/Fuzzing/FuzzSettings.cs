using System.Globalization;
using System.Security.Cryptography;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>How many inputs, and which: by default what the test run has time for.</summary>
internal static class FuzzSettings
{
    public const ulong FixedSeed = 20_111_029;
    private const long InputsInTestRun = 250_000;

    /// <summary>Inputs of each target and seed; <c>TYPEDSENDER_FUZZ_INPUTS</c> asks for more.</summary>
    public static long Inputs { get; } = Read("TYPEDSENDER_FUZZ_INPUTS") is { } asked ? (long)asked : InputsInTestRun;

    /// <summary>Another one in each run; <c>TYPEDSENDER_FUZZ_SEED</c> repeats one.</summary>
    public static ulong FreshSeed { get; } = Read("TYPEDSENDER_FUZZ_SEED") ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private static ulong? Read(string variable)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
