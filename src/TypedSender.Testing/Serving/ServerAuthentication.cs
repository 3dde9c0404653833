using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Security;
using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing.Serving;

/// <summary>Authenticates a client (AMQP 1.0, 5.3), and holds its identity.</summary>
/// <param name="options">The users of the broker.</param>
/// <param name="profile">The kind of broker.</param>
/// <param name="certificateSubject">Whom the client's certificate says it is; null without one.</param>
internal sealed class ServerAuthentication(InProcessBrokerOptions options, ServerProfile profile, string? certificateSubject)
{
    private SaslServerMechanism? _begun;

    public AmqpSymbol[] Mechanisms { get; } = Offer(options, profile, certificateSubject);

    /// <summary>Whether a client that speaks no SASL is turned away.</summary>
    public bool IsRequired { get; } = !options.AllowAnonymous;

    /// <summary>The mechanism that the client chose; null for one that spoke no SASL.</summary>
    public string? Mechanism { get; private set; }

    /// <summary>Who the client is; null for nobody.</summary>
    public string? UserName => _begun?.UserName;

    /// <summary>Makes the mechanism that the client has chosen.</summary>
    public SaslServerMechanism Begin(string mechanism)
    {
        Mechanism = mechanism;
        _begun = mechanism switch
        {
            "SCRAM-SHA-512" => new ScramServerMechanism(ScramHash.Sha512, FindPassword),
            "SCRAM-SHA-256" => new ScramServerMechanism(ScramHash.Sha256, FindPassword),
            "PLAIN" => new SingleStepServerMechanism(CheckPlain),
            "OAUTHBEARER" => new BearerServerMechanism(BearerMessage.ReadStandard, options.CheckToken),
            "XOAUTH2" => new BearerServerMechanism(BearerMessage.ReadXOAuth2, options.CheckToken),
            "EXTERNAL" => new SingleStepServerMechanism(_ => (certificateSubject is not null, certificateSubject)),
            "ANONYMOUS" => new SingleStepServerMechanism(_ => (options.AllowAnonymous, null)),
            "MSSBCBS" or "AMQPCBS" => new SingleStepServerMechanism(static _ => (true, null)),
            _ => new SingleStepServerMechanism(static _ => (false, null)),
        };
        return _begun;
    }

    private static AmqpSymbol[] Offer(InProcessBrokerOptions options, ServerProfile profile, string? certificateSubject)
    {
        IEnumerable<string> names = options.SaslMechanisms.Count > 0 ? options.SaslMechanisms : [.. profile.TokenMechanisms, .. Useful(options, certificateSubject)];
        return [.. names.Select(static name => new AmqpSymbol(name))];
    }

    private static IEnumerable<string> Useful(InProcessBrokerOptions options, string? certificateSubject)
    {
        if (certificateSubject is not null)
        {
            yield return "EXTERNAL";
        }

        if (options.Users.Count > 0)
        {
            yield return "SCRAM-SHA-512";
            yield return "SCRAM-SHA-256";
            yield return "PLAIN";
        }

        if (options.CheckToken is not null)
        {
            yield return "OAUTHBEARER";
            yield return "XOAUTH2";
        }

        if (options.AllowAnonymous)
        {
            yield return "ANONYMOUS";
        }
    }

    private string? FindPassword(string userName) => options.Users.TryGetValue(userName, out string? password) ? password : null;

    private (bool IsAccepted, string? UserName) CheckPlain(ReadOnlyMemory<byte> response)
    {
        // RFC 4616: authorisation identity, user and password, with a NUL between them.
        string[] parts = Encoding.UTF8.GetString(response.Span).Split('\0');
        return parts.Length == 3 && FindPassword(parts[1]) is { } password && password == parts[2] ? (true, parts[1]) : (false, null);
    }
}
