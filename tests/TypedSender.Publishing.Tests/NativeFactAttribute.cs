using Xunit;

namespace TypedSender.Publishing.Tests;

/// <summary>A test that needs the linker of a C compiler. Without it the test is skipped and says why; where nothing may be missing it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute()
    {
        if (OperatingSystem.IsLinux() && !Has("clang") && !Has("gcc") && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "neither clang nor gcc is here: sudo apt-get install gcc libc6-dev";
        }
    }

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
