using System.CommandLine;

namespace TypedSender.Tool.Contracts;

/// <summary>Lists what an assembly sends.</summary>
internal static class DescribeCommand
{
    public static Command Create(ToolContext context)
    {
        Argument<string> path = new("dll") { Description = "An assembly, in the output folder of its project." };
        Command command = new("describe", "Lists the senders and contracts of an assembly.") { path };
        command.SetAction(ToolCommands.Guard(context, (parsed, _) =>
        {
            using AssemblyFile assembly = AssemblyFile.Load(parsed.GetValue(path)!);
            context.Console.Write(ContractScreen.Render(assembly.Name, assembly.Contracts, assembly.Senders));
            return Task.FromResult(ExitCodes.Done);
        }));
        return command;
    }
}
