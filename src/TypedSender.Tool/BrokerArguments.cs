using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using TypedSender.Testing;

namespace TypedSender.Tool;

/// <summary>The arguments that say which broker, and as whom: the same for every command that connects.</summary>
internal sealed class BrokerArguments
{
    /// <summary>The variable that holds the URL when the command line has none, so that a password in it is not in the list of processes.</summary>
    public const string UrlVariable = "TYPEDSENDER_URL";

    /// <summary>The variable that holds the password of <c>--user</c>.</summary>
    public const string PasswordVariable = "TYPEDSENDER_PASSWORD";

    private readonly ToolContext _context;
    private readonly Argument<string?> _url = new("url")
    {
        Description = $"amqp://user:password@host:port/virtual-host, or amqps, ws, wss. Without it, the variable {UrlVariable}.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _user = new("--user", "-u") { Description = $"The user; the password is in the variable {PasswordVariable}.", HelpName = "name" };
    private readonly Option<string[]> _authorities = new("--ca") { Description = "A file of certificates (PEM) to trust, and no others.", HelpName = "file" };
    private readonly Option<bool> _insecure = new("--insecure") { Description = "Send the password over a connection without TLS to another machine." };
    private readonly Option<double> _timeout;

    public BrokerArguments(ToolContext context, Command command, double timeout)
    {
        _context = context;
        _timeout = ToolOptions.Number("--timeout", "-t", timeout, (0.001, 86_400), "seconds", "How long to wait, in seconds.");
        command.Add(_url);
        command.Add(_user);
        command.Add(_authorities);
        command.Add(_insecure);
        command.Add(_timeout);
    }

    public TimeSpan GetTimeout(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_timeout));

    public string GetUrl(ParseResult parsed) => parsed.GetValue(_url) ?? _context.GetVariable(UrlVariable)
        ?? throw new ToolException($"No broker is named. Give its URL, such as amqp://localhost, or set the variable {UrlVariable}.");

    /// <summary>Options of a client that tries once.</summary>
    /// <exception cref="ArgumentException">The URL is not usable; the text repeats nothing of it but its scheme.</exception>
    public SendClientOptions GetClient(ParseResult parsed)
    {
        SendClientOptions options = SendClientOptions.FromUrl(GetUrl(parsed));
        options.RetryPolicy = AmqpRetryPolicy.None;
        options.AllowInsecureTransport |= parsed.GetValue(_insecure);
        options.OpenTimeout = options.SendTimeout = GetTimeout(parsed);
        options.TrustedAuthorities.AddRange(GetAuthorities(parsed));
        if (GetUser(parsed) is { } user)
        {
            (options.UserName, options.Password) = user;
        }

        return options;
    }

    /// <summary>Opens a receiver, as the same user and with the same trust as a client.</summary>
    public Task<AmqpReceiver> OpenReceiverAsync(ParseResult parsed, string address, int credit, CancellationToken cancellationToken) =>
        AmqpReceiver.OpenAsync(GetClient(parsed), address, new AmqpReceiverOptions { OpenTimeout = GetTimeout(parsed), Credit = credit }, cancellationToken);

    private (string Name, string Password)? GetUser(ParseResult parsed) => parsed.GetValue(_user) is { } user
        ? (user, _context.GetVariable(PasswordVariable) ?? throw new ToolException($"--user needs the password in the variable {PasswordVariable}; it does not belong on a command line."))
        : null;

    private X509Certificate2Collection GetAuthorities(ParseResult parsed)
    {
        X509Certificate2Collection authorities = [];
        foreach (string file in parsed.GetValue(_authorities) ?? [])
        {
            try
            {
                authorities.ImportFromPemFile(file);
            }
            catch (System.Security.Cryptography.CryptographicException exception)
            {
                throw new ToolException($"{file} holds no certificates in PEM form. Convert it, for example by openssl x509 -outform PEM.", exception);
            }
        }

        return authorities;
    }
}
