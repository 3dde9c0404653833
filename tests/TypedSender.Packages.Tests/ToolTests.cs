using System.Text.Json;

namespace TypedSender.Packages.Tests;

/// <summary>The command that is installed from its package, and the build that runs it.</summary>
[Collection(nameof(Workshop))]
public class ToolTests(Workshop workshop)
{
    [Fact]
    public async Task The_tool_is_installed_runs_and_writes_the_AsyncAPI_document_of_a_build()
    {
        string folder = workshop.MakeProject(
            "Documented",
            $"""
            <PropertyGroup>
              <OutputType>Exe</OutputType>
              <TypedSenderAsyncApi>documents/asyncapi.json</TypedSenderAsyncApi>
              <TypedSenderTool>$(MSBuildProjectDirectory)/tools/typed-sender</TypedSenderTool>
            </PropertyGroup>
            <ItemGroup>
              <PackageReference Include="TypedSender" Version="{workshop.Version}" />
            </ItemGroup>
            """,
            Workshop.Source("Sender/Program.cs"));
        await workshop.SucceedAsync(folder, "tool", "install", "TypedSender.Tool", "--version", workshop.Version, "--tool-path", "tools");

        (int code, string output, string errors) = await ChildProcess.RunAsync(Path.Combine(folder, "tools", "typed-sender"), "--version");
        Assert.Equal((0, workshop.Version, ""), (code, output.Trim(), errors));

        await workshop.SucceedAsync(folder, "build", "-v", "quiet");
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "documents", "asyncapi.json")));
        Assert.Equal(("3.0.0", "Documented"), (document.RootElement.GetProperty("asyncapi").GetString(), document.RootElement.GetProperty("info").GetProperty("title").GetString()));
        Assert.Equal("greetings", Assert.Single(document.RootElement.GetProperty("channels").EnumerateObject()).Name);

        (code, output, _) = await workshop.DotnetAsync(folder, "build", "-v", "quiet", "-p:TypedSenderTool=no-such-command", "-p:TypedSenderAsyncApi=other.json");
        Assert.NotEqual(0, code);
        Assert.Contains("was not written, because 'no-such-command asyncapi' ended with", output);
    }
}
