using System.Text.RegularExpressions;
using TypedSender.Testing;

namespace TypedSender.Packages.Tests;

/// <summary>A program that installs TypedSender.Azure and TypedSender.MicrosoftAmqp, published as native code, which is trimmed too.</summary>
[Collection(nameof(Workshop))]
public sealed partial class AzureProgramTests(Workshop workshop)
{
    /// <summary>All warnings that such a program has: they are of Microsoft.Azure.Amqp, which is neither annotated for trimming nor made for native code.</summary>
    private static readonly string[] Known = ["IL2104 Microsoft.Azure.Amqp", "IL3053 Microsoft.Azure.Amqp"];

    [NativeFact]
    public async Task A_native_program_sends_and_has_no_warnings_but_those_of_Microsofts_library()
    {
        string folder = workshop.MakeProject(
            "native-azure/Program",
            $"""
            <PropertyGroup>
              <OutputType>Exe</OutputType>
              <WarningsNotAsErrors>IL2104;IL3053</WarningsNotAsErrors>
            </PropertyGroup>
            <ItemGroup>
              <PackageReference Include="TypedSender.Azure" Version="{workshop.Version}" />
              <PackageReference Include="TypedSender.MicrosoftAmqp" Version="{workshop.Version}" />
            </ItemGroup>
            """,
            Workshop.Source("Azure/Program.cs"));

        (int published, string build, string buildErrors) =
            await workshop.DotnetAsync(folder, "publish", "-r", Workshop.RuntimeIdentifier, "--self-contained", "-p:PublishAot=true", "-o", "out", "-v", "quiet");

        Assert.True(published == 0, $"{build}{buildErrors}");
        Assert.Equal(Known, Warnings().Matches(build).Select(static match => $"{match.Groups["id"].Value} {match.Groups["assembly"].Value}").Distinct().Order(StringComparer.Ordinal));

        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.ServiceBus });
        BrokerQueue queue = broker.CreateQueue("orders");
        string program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Program.exe" : "Program");
        (int code, string output, string errors) = await ChildProcess.RunAsync(program, [broker.ServiceBusConnectionString, broker.Url]);

        Assert.Equal(("", 0), (errors, code));
        Assert.Equal(["Accepted", "Accepted"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(["typed", "microsoft"], queue.Messages.Select(static message => message.Message.Properties?.GroupId));
    }

    [GeneratedRegex(@"\bwarning (?<id>\w+):(?: Assembly '(?<assembly>[^']+)')?")]
    private static partial Regex Warnings();
}
