using System.CommandLine;
using System.Text;
using TypedSender.Tool.Contracts;

namespace TypedSender.Tool.Explaining;

/// <summary>Says what each byte of an input is, or what message a contract makes.</summary>
internal sealed class ExplainCommand
{
    private readonly ToolContext _context;
    private readonly Argument<string> _input = new("input")
    {
        Description = "Bytes in hexadecimal or base64, @file for a file of them or of a frame trace, - for standard input, or the path of a dll with --contract.",
    };

    private readonly Option<string?> _kind = new("--as") { Description = "Take the bytes for frames or for values (such as the sections of a message), whatever they look like." };
    private readonly Option<string?> _contract = new("--contract", "-c") { Description = "The name of a contract in the dll.", HelpName = "name" };

    private ExplainCommand(ToolContext context, Command command)
    {
        _context = context;
        _kind.AcceptOnlyFromAmong("frames", "values");
        command.Add(_input);
        command.Add(_kind);
        command.Add(_contract);
    }

    public static Command Create(ToolContext context)
    {
        Command command = new("explain", "Says of each byte what it is, with the section of AMQP 1.0: of frames, messages, values, a frame trace, or the message that a contract makes.");
        ExplainCommand explain = new(context, command);
        command.SetAction(ToolCommands.Guard(context, explain.RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string input = parsed.GetValue(_input)!;
        if (parsed.GetValue(_contract) is { } contract)
        {
            using AssemblyFile assembly = AssemblyFile.Load(input);
            _context.Console.Write(ContractScreen.Render(assembly.GetContract(contract)));
            return ExitCodes.Done;
        }

        if (input.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolException("Of a dll, --contract names what to explain; typed-sender describe lists what there is.");
        }

        byte[]? raw = await InputBytes.ReadRawAsync(_context, input, cancellationToken).ConfigureAwait(false);
        string text = raw is null ? input : Encoding.UTF8.GetString(raw);
        if (TraceText.Read(text) is { Count: > 0 } frames)
        {
            _context.Console.Write(ExplainScreen.Render(frames));
            return ExitCodes.Done;
        }

        byte[] bytes = InputBytes.ToBytes(raw, text);
        InputKind kind = parsed.GetValue(_kind) switch { "frames" => InputKind.Frames, "values" => InputKind.Values, _ => InputKind.Any };
        IReadOnlyList<Annotation> annotations = ByteAnnotator.Annotate(bytes, kind);
        _context.Console.Write(ExplainScreen.Render(bytes, annotations, _context.Console.Profile.Width));
        return annotations.Any(static each => each.Kind == AnnotationKind.Fault) ? ExitCodes.Failed : ExitCodes.Done;
    }
}
