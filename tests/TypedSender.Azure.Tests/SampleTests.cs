using System.Diagnostics;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests;

/// <summary>samples/ServiceBus as a process of its own: it sends to the in-process broker, and the SDK's receiver reads its orders back.</summary>
public sealed class SampleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_sample_sends_schedules_cancels_and_reads_back_with_the_SDK()
    {
        // This is tests/TypedSender.Azure.Tests/bin/CONFIGURATION/FRAMEWORK/, and the sample lies in samples/ServiceBus/bin/CONFIGURATION/FRAMEWORK/.
        DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string root = framework.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        string program = Path.Combine(root, "samples", "ServiceBus", "bin", framework.Parent!.Name, framework.Name, "ServiceBus.dll");
        ProcessStartInfo command = new(ChildProcess.Dotnet, [program]);
        command.Environment.Remove("SERVICEBUS_CONNECTION_STRING");

        (int? code, string output, string errors) = await ChildProcess.RunAsync(command, Patience);

        Assert.True(code == 0, $"{output}{errors}");
        Assert.Contains("scheduled under the number 4", output, StringComparison.Ordinal);
        Assert.Contains("cancelled 4", output, StringComparison.Ordinal);
        Assert.Equal(3, output.Split("received order.placed ").Length - 1);
        Assert.Contains("3 of 3 orders came back equal", output, StringComparison.Ordinal);
    }
}
