using TypedSender.Shared;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>What the package's targets do with the files of a baseline.</summary>
public sealed class BaselineTargetsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("baseline").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_beside_a_project_are_found_and_their_lines_are_shipped()
    {
        File.WriteAllText(Shipped, "# released\nShop.A: map");
        File.WriteAllText(Unshipped, "# to come\nShop.A/\"x;y%41z\": map<string, int?>\n\nShop.A/\"*\": int\n");

        string limits = Path.Combine(_folder, "AmqpBroker.txt");
        File.WriteAllText(limits, string.Empty);

        string output = await RunAsync("Print", "ShipAmqpContracts");

        Assert.Contains($"[{Shipped};{Unshipped};{limits}]", output, StringComparison.Ordinal);
        Assert.Contains("Lines moved from AmqpContracts.Unshipped.txt to AmqpContracts.Shipped.txt: 2", output, StringComparison.Ordinal);
        Assert.Equal("# released\nShop.A: map\nShop.A/\"x;y%41z\": map<string, int?>\nShop.A/\"*\": int\n", File.ReadAllText(Shipped).ReplaceLineEndings("\n"));
        Assert.Equal("# to come\n", File.ReadAllText(Unshipped).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_project_without_the_files_has_none() => Assert.Contains("[]", await RunAsync("Print"), StringComparison.Ordinal);

    private string Shipped => Path.Combine(_folder, "AmqpContracts.Shipped.txt");

    private string Unshipped => Path.Combine(_folder, "AmqpContracts.Unshipped.txt");

    private async Task<string> RunAsync(params string[] targets)
    {
        string project = Path.Combine(_folder, "Project.proj");
        string imported = Path.Combine(Repository.Root, "src", "TypedSender", "buildTransitive", "TypedSender.targets");
        await File.WriteAllTextAsync(project, $"<Project><Import Project=\"{imported}\" /><Target Name=\"Print\"><Message Importance=\"high\" Text=\"[@(AdditionalFiles)]\" /></Target></Project>");
        (int code, string output, string errors) = await ChildProcess.RunAsync(ChildProcess.Dotnet, ["msbuild", "-nologo", project, "-t:" + string.Join(';', targets)]);
        Assert.True(code == 0, output + errors);
        return output;
    }
}
