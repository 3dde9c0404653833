namespace TypedSender.Tool;

/// <summary>The command <c>typed-sender</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => ToolCommands.RunAsync(ToolContext.ForProcess(), arguments, CancellationToken.None);
}
