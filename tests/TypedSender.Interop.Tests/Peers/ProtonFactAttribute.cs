using Xunit;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>A test that needs qpid-proton. Without it the test is skipped and says why; where nothing may be missing it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProtonFactAttribute : FactAttribute
{
    public ProtonFactAttribute()
    {
        if (Python.Missing is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = reason;
        }
    }
}
