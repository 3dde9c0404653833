using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using TypedSender.Tool.Contracts;

namespace TypedSender.Tool.AsyncApi;

/// <summary>Writes the AsyncAPI document of an assembly.</summary>
internal static class AsyncApiCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(ToolContext context)
    {
        Argument<string> path = new("dll") { Description = "An assembly, in the output folder of its project." };
        Option<string?> output = new("--output", "-o") { Description = "A file to write to, in place of standard output. It is left alone if nothing has changed.", HelpName = "file" };
        Command command = new("asyncapi", "Writes the AsyncAPI 3 document of an assembly's senders, as JSON.") { path, output };
        command.SetAction(ToolCommands.Guard(context, async (parsed, cancellationToken) =>
        {
            using AssemblyFile assembly = AssemblyFile.Load(parsed.GetValue(path)!);
            string document = AsyncApiDocument.Make(assembly).ToJsonString(Indented);
            if (parsed.GetValue(output) is not { } file)
            {
                context.WriteLine(document);
                return ExitCodes.Done;
            }

            if (!File.Exists(file) || await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false) != document + "\n")
            {
                if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
                {
                    Directory.CreateDirectory(folder);
                }

                await File.WriteAllTextAsync(file, document + "\n", cancellationToken).ConfigureAwait(false);
            }

            return ExitCodes.Done;
        }));
        return command;
    }
}
