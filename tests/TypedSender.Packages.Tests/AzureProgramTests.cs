using TypedSender.Testing;

namespace TypedSender.Packages.Tests;

/// <summary>A program that installs TypedSender.Azure and TypedSender.MicrosoftAmqp, published as native code, which is trimmed too.</summary>
[Collection(nameof(Workshop))]
public sealed class AzureProgramTests(Workshop workshop)
{
    [NativeFact]
    public async Task A_native_program_is_published_without_a_warning_and_sends()
    {
        string folder = workshop.MakeProject(
            "native-azure/Program",
            $"""
            <PropertyGroup>
              <OutputType>Exe</OutputType>
            </PropertyGroup>
            <ItemGroup>
              <PackageReference Include="TypedSender.Azure" Version="{workshop.Version}" />
              <PackageReference Include="TypedSender.MicrosoftAmqp" Version="{workshop.Version}" />
            </ItemGroup>
            """,
            Workshop.Source("Azure/Program.cs"));

        await workshop.SucceedAsync(folder, "publish", "-r", Workshop.RuntimeIdentifier, "--self-contained", "-p:PublishAot=true", "-o", "out", "-v", "quiet");

        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.ServiceBus });
        BrokerQueue queue = broker.CreateQueue("orders");
        string program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Program.exe" : "Program");
        (int code, string output, string errors) = await ChildProcess.RunAsync(program, [broker.ServiceBusConnectionString, broker.Url]);

        Assert.Equal(("", 0), (errors, code));
        Assert.Equal(["Accepted", "Accepted"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(["typed", "microsoft"], queue.Messages.Select(static message => message.Message.Properties?.GroupId));
    }
}
