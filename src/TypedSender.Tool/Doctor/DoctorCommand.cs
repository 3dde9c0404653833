using System.CommandLine;
using Spectre.Console;

namespace TypedSender.Tool.Doctor;

/// <summary>Finds out why a broker cannot be reached, or whether it does what AMQP 1.0 says.</summary>
internal sealed class DoctorCommand
{
    private readonly ToolContext _context;
    private readonly BrokerArguments _broker;
    private readonly Option<string?> _address = ToolOptions.Address("A queue to attach to. The suite needs an empty one of its own.", isRequired: false);
    private readonly Option<bool> _suite = new("--suite") { Description = "Send and receive each body, section, size, outcome and disconnect, and print what the broker makes of them." };

    private DoctorCommand(ToolContext context, Command command)
    {
        _context = context;
        _broker = new BrokerArguments(context, command, timeout: 4);
        command.Add(_address);
        command.Add(_suite);
    }

    public static Command Create(ToolContext context)
    {
        Command command = new("doctor", "Connects step by step (DNS, TCP, TLS, SASL, open, attach), and says what is wrong. Ends with 1 if a step fails.");
        DoctorCommand doctor = new(context, command);
        command.SetAction(ToolCommands.Guard(context, doctor.RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string? address = parsed.GetValue(_address);
        if (parsed.GetValue(_suite) && address is null)
        {
            throw new ToolException("--suite needs an empty queue of its own. Name one by --address.");
        }

        bool hasFailed = false;
        IReadOnlyList<BrokerEndpoint> hosts = SendClientSettings.Create(_broker.GetClient(parsed)).Endpoints;
        for (int index = 0; index < hosts.Count; index++)
        {
            _context.Console.Write(new Text(index > 0 ? "\n" : ""));
            hasFailed |= !await DiagnoseAsync(parsed, hosts[index], address, cancellationToken).ConfigureAwait(false);
        }

        return hasFailed ? ExitCodes.Failed
            : parsed.GetValue(_suite) ? await RunSuiteAsync(parsed, address!, cancellationToken).ConfigureAwait(false)
            : ExitCodes.Done;
    }

    /// <summary>Checks one of the hosts alone, where a client would go on to the next one.</summary>
    private async Task<bool> DiagnoseAsync(ParseResult parsed, BrokerEndpoint host, string? address, CancellationToken cancellationToken)
    {
        SendClientOptions options = _broker.GetClient(parsed);
        options.Hosts.Clear();
        (options.Host, options.Port) = (host.Host, host.Port);
        Diagnosis diagnosis = new(options, address, _context.TimeProvider);
        IReadOnlyList<DiagnosisStep> steps = await diagnosis.RunAsync(_broker.GetTimeout(parsed), cancellationToken).ConfigureAwait(false);
        _context.Console.Write(DoctorScreen.Render(diagnosis.Endpoint, steps));
        return steps.All(static step => step.Verdict != Verdict.Bad);
    }

    private async Task<int> RunSuiteAsync(ParseResult parsed, string address, CancellationToken cancellationToken)
    {
        SendClientOptions options = _broker.GetClient(parsed);
        options.PropagateTraceContext = false;
        await using SendClient client = new(options);

        // The receiver takes one message at a time, so that what comes again comes in order.
        SuiteQueue queue = await SuiteQueue.OpenAsync(
            client, address, token => _broker.OpenReceiverAsync(parsed, address, credit: 1, token), _context.TimeProvider, cancellationToken).ConfigureAwait(false);
        await using (queue.ConfigureAwait(false))
        {
            IReadOnlyList<SuiteResult> results = await Suite.RunAsync(queue, _broker.GetTimeout(parsed), _context.TimeProvider, cancellationToken).ConfigureAwait(false);
            _context.Console.Write(DoctorScreen.Render(results));
            return results.Any(static result => result.Failure is not null) ? ExitCodes.Failed : ExitCodes.Done;
        }
    }
}
