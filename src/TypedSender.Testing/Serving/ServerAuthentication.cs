using System.Text;
using TypedSender.Amqp;

namespace TypedSender.Testing.Serving;

/// <summary>Authenticates a client (AMQP 1.0, 5.3), and holds its identity.</summary>
/// <param name="options">The users of the broker.</param>
/// <param name="certificateSubject">Whom the client's certificate says it is; null without one.</param>
internal sealed class ServerAuthentication(InProcessBrokerOptions options, string? certificateSubject)
{
    public AmqpSymbol[] Mechanisms { get; } = Offer(options, certificateSubject);

    /// <summary>Whether a client that speaks no SASL is turned away.</summary>
    public bool IsRequired { get; } = !options.AllowAnonymous;

    public string? Mechanism { get; private set; }

    public string? UserName { get; private set; }

    public bool Check(string mechanism, byte[] response)
    {
        if (mechanism == "ANONYMOUS")
        {
            Mechanism = mechanism;
            return options.AllowAnonymous;
        }

        if (mechanism == "EXTERNAL")
        {
            Mechanism = mechanism;
            UserName = certificateSubject;
            return certificateSubject is not null;
        }

        // RFC 4616: authorisation identity, user and password, with a NUL between them.
        string[] parts = Encoding.UTF8.GetString(response).Split('\0');
        if (parts.Length != 3 || !options.Users.TryGetValue(parts[1], out string? password) || password != parts[2])
        {
            return false;
        }

        Mechanism = mechanism;
        UserName = parts[1];
        return true;
    }

    private static AmqpSymbol[] Offer(InProcessBrokerOptions options, string? certificateSubject)
    {
        List<AmqpSymbol> mechanisms = [];
        if (certificateSubject is not null)
        {
            mechanisms.Add("EXTERNAL");
        }

        if (options.Users.Count > 0)
        {
            mechanisms.Add("PLAIN");
        }

        if (options.AllowAnonymous)
        {
            mechanisms.Add("ANONYMOUS");
        }

        return [.. mechanisms];
    }
}
