using TypedSender.Interop.Tests.Peers;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>A test that needs RabbitMQ and qpid-proton. Without them the test is skipped and says why; where nothing may be missing it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RabbitMqFactAttribute : FactAttribute
{
    public RabbitMqFactAttribute()
    {
        if ((RabbitMqInstallation.Missing ?? Python.Missing) is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = reason;
        }
    }
}
