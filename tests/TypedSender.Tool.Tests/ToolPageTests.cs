using System.Text;
using System.Text.RegularExpressions;
using TypedSender.Testing;

namespace TypedSender.Tool.Tests;

/// <summary>
/// docs/tool.md shows what the commands print: each block is run here, in order, against one broker. TYPEDSENDER_TOOL_PAGE=write puts what they print into the page. The times are those
/// of a clock of the tests, and the port stands for the free one of the run.
/// </summary>
public partial class ToolPageTests
{
    private const string Page = "docs/tool.md";
    private const string Port = "49152";

    [Fact]
    public async Task The_page_shows_what_the_commands_print()
    {
        string text = Repository.ReadText(Page);
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("orders");
        broker.CreateQueue("suite");
        StringBuilder page = new();
        int at = 0;
        int count = 0;
        foreach (Match block in Block().Matches(text))
        {
            string command = block.Groups["command"].Value;
            page.Append(text, at, block.Index - at).Append($"```console\n$ typed-sender {command}\n{await RunAsync(command, broker)}```\n");
            at = block.Index + block.Length;
            count++;
        }

        page.Append(text, at, text.Length - at);
        if (Environment.GetEnvironmentVariable("TYPEDSENDER_TOOL_PAGE") == "write")
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, Page), page.ToString());
        }

        Assert.InRange(count, 8, 30);
        Assert.Equal(text, page.ToString());
    }

    [Fact]
    public void The_page_shows_the_screen_of_the_broker() =>
        Assert.Contains($"```\n{Repository.ReadText("tests/TypedSender.Tool.Tests/ScreenTests.Broker#80.verified.txt")}```\n", Repository.ReadText(Page));

    [Fact]
    public async Task The_page_names_every_command_and_option()
    {
        string page = Repository.ReadText(Page);
        string[] commands = ["broker", "send", "receive", "doctor", "explain", "describe", "asyncapi"];
        string help = (await new ToolRun().RunAsync("--help")).Output;
        Assert.All(commands, command => Assert.Contains($"  {command} ", help));
        foreach (string command in commands)
        {
            string options = (await new ToolRun { Width = 200 }.RunAsync(command, "--help")).Output;
            Assert.All(Option().Matches(options).Select(match => match.Value).Where(option => option is not "--help"), option => Assert.Contains($"`{option}", page));
        }
    }

    private static async Task<string> RunAsync(string command, InProcessBroker broker)
    {
        string dll = typeof(ToolPageTests).Assembly.Location;
        string[] arguments = [.. Argument().Matches(command.Replace(Port, $"{broker.Port}", StringComparison.Ordinal)).Select(match => match.Value.Trim('\'')).Select(argument => argument == "Shop.dll" ? dll : argument)];
        ToolResult result = await new ToolRun { Width = 100, TimeProvider = new SteppingClock() }.RunAsync(arguments);
        string output = (result.Output + result.Errors).Replace($"{broker.Port}", Port, StringComparison.Ordinal).Replace("TypedSender.Tool.Tests:", "Shop:", StringComparison.Ordinal);
        return string.Join('\n', output.Split('\n').Select(line => line.TrimEnd())).Trim('\n') + "\n";
    }

    [GeneratedRegex(@"^```console\n\$ typed-sender (?<command>.*)\n(?:.*\n)*?```\n", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Argument();

    [GeneratedRegex(@"--[a-z-]+")]
    private static partial Regex Option();
}
