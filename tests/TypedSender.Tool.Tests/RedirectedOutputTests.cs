using TypedSender.Amqp.Messages;

namespace TypedSender.Tool.Tests;

/// <summary>What the process writes where its output is no terminal.</summary>
public class RedirectedOutputTests
{
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "TypedSender.Tool.dll");

    [Fact]
    public async Task Rows_and_lines_are_whole()
    {
        string text = new('x', 190);
        string bytes = Convert.ToHexString(new AmqpMessage { Value = text }.ToBytes());

        (int code, string output, _) = await ChildProcess.RunAsync(ChildProcess.Dotnet, Tool, "explain", bytes);

        Assert.Equal(0, code);
        Assert.Contains($"'{text}' (string)", output);
        Assert.Contains("amqp-value: a body of one value", output);
    }
}
