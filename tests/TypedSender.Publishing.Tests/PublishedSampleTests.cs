using TypedSender.Testing;
using Xunit;

namespace TypedSender.Publishing.Tests;

/// <summary>The sample, published as users publish programs. One class, so that one publishes after the other.</summary>
public class PublishedSampleTests
{
    [Fact]
    public async Task Trimmed_it_sends_and_reads_back_and_all_its_branches_are_whole()
    {
        string folder = await PublishedSample.PublishAsync("PublishTrimmed");

        await PublishedSample.RunAsync(folder);
        string[] assemblies = Directory.GetFiles(folder, "*.dll");
        Assert.Contains(Path.Combine(folder, "TypedSender.Amqp.dll"), assemblies);
        Assert.Equal("", string.Join('\n', from assembly in assemblies from method in MethodBodies.Read(assembly) where method.Fault is not null select $"{method.Name}: {method.Fault}"));
    }

    [NativeFact]
    public async Task Native_it_sends_and_reads_back()
    {
        string folder = await PublishedSample.PublishAsync("PublishAot");

        await PublishedSample.RunAsync(folder);
        Assert.Empty(Directory.GetFiles(folder, "*.dll"));
    }

    /// <summary>samples/Worker: services, configuration, health, telemetry and stop of TypedSender.Hosting. Native code is trimmed too.</summary>
    [NativeFact]
    public async Task A_native_worker_binds_its_configuration_sends_and_refuses_a_key_that_is_mistyped()
    {
        string program = Path.Combine(await PublishedSample.PublishAsync("PublishAot", "Worker"), OperatingSystem.IsWindows() ? "Worker.exe" : "Worker");
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { AllowAnonymous = false, Users = { ["gauge"] = Canary.Password } });
        BrokerQueue queue = broker.CreateQueue("readings");
        string[] arguments = ["--ConnectionStrings:messaging", broker.Url, "--TypedSender:messaging:UserName", "gauge", "--TypedSender:messaging:Password", Canary.Password];

        (int code, string output, string errors) = await ChildProcess.RunAsync(program, [.. arguments, "--TypedSender:messaging:SendTimeout", "00:00:15"]);

        Assert.Equal(("", 0), (errors, code));
        Assert.Equal(10, queue.Count);
        Assert.Contains("Stopped the client 'messaging'", output);
        (code, output, errors) = await ChildProcess.RunAsync(program, [.. arguments, "--TypedSender:messaging:SendTimeot", "00:00:15"]);
        Assert.NotEqual(0, code);
        Assert.Contains("The key 'TypedSender:messaging:SendTimeot' is not known. The nearest known: 'SendTimeout'", errors + output);
        Assert.DoesNotContain(Canary.Mark, errors + output);
    }
}
