using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using Spectre.Console;
using TypedSender.Testing;
using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Tool.Broker;

/// <summary>Runs the in-process broker until Ctrl+C, and shows what happens in it.</summary>
internal sealed class BrokerCommand
{
    private static readonly Dictionary<string, AmqpBrokerKind> Profiles = ServerProfile.Kinds.ToDictionary(static kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()), StringComparer.Ordinal);

    private readonly ToolContext _context;
    private readonly Option<int> _port = ToolOptions.Number("--port", "-p", 5672, (0, 65_535), "number", "The port on loopback; 0 for a free one.");
    private readonly Option<string[]> _queues = ToolOptions.NotEmpty(new Option<string[]>("--queue", "-q") { Description = "A queue to make at the start.", HelpName = "name" }, "Give the name of a queue.");
    private readonly Option<bool> _strict = new("--strict") { Description = "Refuse links to queues that were not made at the start; otherwise each link makes its queue." };
    private readonly Option<string?> _profile = new("--profile") { Description = "Act as a broker of this kind." };
    private readonly Option<string?> _user = new("--user", "-u") { Description = $"The one user who may log in; the password is in the variable {BrokerArguments.PasswordVariable}.", HelpName = "name" };

    private BrokerCommand(ToolContext context, Command command)
    {
        _context = context;
        _profile.AcceptOnlyFromAmong([.. Profiles.Keys]);
        foreach (Option option in (Option[])[_port, _queues, _strict, _profile, _user])
        {
            command.Add(option);
        }
    }

    public static Command Create(ToolContext context)
    {
        Command command = new("broker", "Runs an AMQP 1.0 broker on loopback, in memory, until Ctrl+C. For development and tests.");
        BrokerCommand broker = new(context, command);
        command.SetAction(ToolCommands.Guard(context, broker.RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        InProcessBroker broker = await StartAsync(parsed, cancellationToken).ConfigureAwait(false);
        await using (broker.ConfigureAwait(false))
        {
            CreateQueues(broker, parsed.GetValue(_queues) ?? []);

            try
            {
                await (_context.IsLive ? ShowAsync(broker, cancellationToken) : PrintAsync(broker, cancellationToken)).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Ctrl+C is how a broker ends.
            }
        }

        _context.WriteText("The broker has ended.");
        return ExitCodes.Done;
    }

    private async Task<InProcessBroker> StartAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        int port = parsed.GetValue(_port);
        InProcessBrokerOptions options = new()
        {
            Port = port,
            CreateQueuesOnDemand = !parsed.GetValue(_strict),
            AnonymousRelay = parsed.GetValue(_profile) is null,
            Profile = parsed.GetValue(_profile) is { } profile ? Profiles[profile] : null,
        };
        if (parsed.GetValue(_user) is { } user)
        {
            options.AllowAnonymous = false;
            options.Users[user] = _context.GetVariable(BrokerArguments.PasswordVariable)
                ?? throw new ToolException($"--user needs the password in the variable {BrokerArguments.PasswordVariable}; it does not belong on a command line.");
        }

        try
        {
            return await InProcessBroker.StartAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new ToolException($"The broker cannot listen on port {port}: {exception.Message}. Give another one by --port; 0 takes a free one.", exception);
        }
    }

    private static void CreateQueues(InProcessBroker broker, string[] names)
    {
        foreach (string name in names.Distinct())
        {
            try
            {
                broker.CreateQueue(name);
            }
            catch (ArgumentException exception)
            {
                throw new ToolException($"The broker has something at '{name}' already. Give another name to --queue.", exception);
            }
        }
    }

    /// <summary>Draws the tables anew each second.</summary>
    private async Task ShowAsync(InProcessBroker broker, CancellationToken cancellationToken)
    {
        BrokerSample sample = BrokerSample.Take(broker, null, TimeSpan.Zero);
        await _context.Console.Live(BrokerScreen.Render(broker.Url, sample)).AutoClear(false).StartAsync(async live =>
        {
            using PeriodicTimer timer = new(TimeSpan.FromSeconds(1), _context.TimeProvider);
            for (long last = _context.TimeProvider.GetTimestamp(); await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);)
            {
                (sample, last) = (BrokerSample.Take(broker, sample, _context.TimeProvider.GetElapsedTime(last)), _context.TimeProvider.GetTimestamp());
                live.UpdateTarget(BrokerScreen.Render(broker.Url, sample));
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Writes a line for each queue that has changed, each second.</summary>
    private async Task PrintAsync(InProcessBroker broker, CancellationToken cancellationToken)
    {
        _context.WriteLine($"{broker.Url} listens; Ctrl+C ends");
        BrokerSample? sample = null;
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1), _context.TimeProvider);
        long last = _context.TimeProvider.GetTimestamp();
        do
        {
            BrokerSample next = BrokerSample.Take(broker, sample, sample is null ? TimeSpan.Zero : _context.TimeProvider.GetElapsedTime(last));
            last = _context.TimeProvider.GetTimestamp();
            foreach (string line in BrokerScreen.Describe(sample, next, _context.TimeProvider.GetUtcNow()))
            {
                _context.WriteLine(line);
            }

            sample = next;
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }
}
