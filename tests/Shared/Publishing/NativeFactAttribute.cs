using Xunit;

namespace TypedSender.Shared;

/// <summary>A test that needs the linker of a C compiler. Without it the test is skipped and says why; where nothing may be missing it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = NativeLinker.Missing;
}

/// <summary>The same with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeTheoryAttribute : TheoryAttribute
{
    public NativeTheoryAttribute() => Skip = NativeLinker.Missing;
}

/// <summary>Whether programs can be linked here.</summary>
internal static class NativeLinker
{
    /// <summary>Why not; null if they can, or if a missing linker has to make tests fail.</summary>
    public static string? Missing =>
        OperatingSystem.IsLinux() && !Has("clang") && !Has("gcc") && Environment.GetEnvironmentVariable("CI") != "true"
            ? "neither clang nor gcc is here: sudo apt-get install gcc libc6-dev"
            : null;

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
