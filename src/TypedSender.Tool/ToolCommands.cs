using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;
using TypedSender.Amqp;
using TypedSender.Testing;
using TypedSender.Tool.AsyncApi;
using TypedSender.Tool.Broker;
using TypedSender.Tool.Contracts;
using TypedSender.Tool.Doctor;
using TypedSender.Tool.Explaining;
using TypedSender.Tool.Sending;

namespace TypedSender.Tool;

/// <summary>All commands, and how their failures end the process.</summary>
internal static class ToolCommands
{
    // Here @name is a file of bytes or text, and not one of further arguments.
    private static readonly ParserConfiguration FileNamesAreArguments = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(ToolContext context, string[] arguments, CancellationToken cancellationToken)
    {
        InvocationConfiguration configuration = new()
        {
            EnableDefaultExceptionHandler = false,
            Output = context.Console.Profile.Out.Writer,
            Error = context.Error,

            // The broker closes its connections, which takes a second at most.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(5),
        };
        ParseResult parsed = Create(context).Parse(arguments, FileNamesAreArguments);
        if (parsed.Action is ParseErrorAction refusal)
        {
            // All options of a command would push the error off the screen; without a command, they are what is looked for.
            refusal.ShowHelp = parsed.CommandResult.Command is RootCommand;
        }

        int code = await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        return parsed.Errors.Count > 0 ? ExitCodes.Unusable : code;
    }

    /// <summary>Makes the action of a command of which every expected failure is one text and an exit code.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> Guard(ToolContext context, Func<ParseResult, CancellationToken, Task<int>> run) =>
        async (parsed, cancellationToken) =>
        {
            try
            {
                return await run(parsed, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsUnusable(exception))
            {
                context.Error.WriteLine(ErrorTexts.Of(exception));
                return ExitCodes.Unusable;
            }
            catch (Exception exception) when (exception is SendException or AmqpReceiverException)
            {
                context.Error.WriteLine(ErrorTexts.Of(exception));
                return ExitCodes.Failed;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                context.Error.WriteLine("Ended by Ctrl+C.");
                return ExitCodes.Failed;
            }
        };

    private static RootCommand Create(ToolContext context) => new("Looks at AMQP 1.0 from the command line: a broker for development, messages, connections, bytes and contracts.")
    {
        BrokerCommand.Create(context),
        SendCommand.Create(context),
        ReceiveCommand.Create(context),
        DoctorCommand.Create(context),
        ExplainCommand.Create(context),
        DescribeCommand.Create(context),
        AsyncApiCommand.Create(context),
    };

    private static bool IsUnusable(Exception exception) =>
        exception is ToolException or ArgumentException or IOException or UnauthorizedAccessException or JsonException or AmqpEncodeException or AmqpDecodeException or System.Net.Sockets.SocketException;
}
