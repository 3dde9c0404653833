namespace TypedSender.Network.Tests.Namespaces;

/// <summary>Tests that need network namespaces. Without them the tests are skipped and say why; where nothing may be missing they fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NamespaceTheoryAttribute : TheoryAttribute
{
    public NamespaceTheoryAttribute()
    {
        if (NetworkNamespace.Missing is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = reason;
        }
    }
}
