using System.Text.RegularExpressions;

namespace TypedSender.Packages.Tests;

/// <summary>The commands and the program of the README's section on installing.</summary>
[Collection(nameof(Workshop))]
public class StrangerTests(Workshop workshop)
{
    /// <summary>The program that the README shows.</summary>
    public static (string Name, string Text) Program =>
        ("Program.cs", Regex.Match(Repository.ReadText("README.md"), "## Install\n.*?```csharp\n(.*?)```", RegexOptions.Singleline).Groups[1].Value);

    [Fact]
    public async Task Two_commands_and_fifteen_lines_print_an_accepted_message()
    {
        string[] commands = [.. Regex.Match(Repository.ReadText("README.md"), "## Install\n\n(.*?)\n\n", RegexOptions.Singleline).Groups[1].Value.Split('\n').Select(line => line.Split('#')[0].Trim())];
        Assert.Equal(["dotnet new console", "dotnet add package TypedSender.Testing"], commands);
        string folder = workshop.MakeFolder("Stranger");
        foreach (string command in commands)
        {
            await workshop.SucceedAsync(folder, command.Split(' ').Skip(1));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, Program.Name), Program.Text);
        (int code, string output, string errors) = await workshop.DotnetAsync(folder, "run");

        Assert.Equal((0, "Accepted", ""), (code, output.Trim(), errors));
        Assert.Equal(15, Program.Text.TrimEnd().Split('\n').Length);
    }
}
