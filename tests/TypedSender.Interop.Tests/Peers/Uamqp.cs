using Xunit;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>The uamqp of the system's Python, and whether it is there.</summary>
internal static class Uamqp
{
    private static readonly Lazy<string?> Problem = new(() => Python.FindProblem("uamqp", "python3-uamqp"));

    /// <summary>Why uamqp cannot be used here, or null when it can.</summary>
    public static string? Missing => Problem.Value;
}

/// <summary>A test that needs uamqp and qpid-proton. Without them the test is skipped and says why; where nothing may be missing it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UamqpFactAttribute : FactAttribute
{
    public UamqpFactAttribute()
    {
        if ((Uamqp.Missing ?? Python.Missing) is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = reason;
        }
    }
}
