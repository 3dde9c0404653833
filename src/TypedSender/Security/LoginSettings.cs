using System.Net;
using TypedSender.Amqp.Security;

namespace TypedSender;

/// <summary>How a client logs in: the checked, immutable copy of what <see cref="SendClientOptions"/> say of it.</summary>
internal sealed class LoginSettings
{
    private readonly string[] _allowed;
    private readonly bool _allowsClearText;
    private readonly string _securedScheme;

    private LoginSettings(LoginSettings other, AmqpCredential credential)
    {
        Credential = credential;
        Mode = other.Mode;
        _allowed = other._allowed;
        _allowsClearText = other._allowsClearText;
        _securedScheme = other._securedScheme;
    }

    private LoginSettings(SendClientOptions options)
    {
        Credential = options.Credential ?? MakeCredential(options);
        Mode = options.SaslMode;
        _allowed = [.. options.SaslMechanisms];
        _allowsClearText = options.AllowInsecureTransport;
        _securedScheme = options.Transport == AmqpTransportKind.WebSocket ? "wss" : "amqps";
    }

    /// <summary>The credential of the options; one of a provider stands for what that gives.</summary>
    public AmqpCredential Credential { get; }

    /// <summary>Whether there is a SASL exchange.</summary>
    public SaslMode Mode { get; }

    /// <summary>Whether mechanisms are left out that a credential has.</summary>
    public bool IsRestricted => _allowed.Length > 0;

    /// <summary>Checks and copies what the options say.</summary>
    /// <param name="options">The options.</param>
    /// <param name="hosts">The hosts that are connected to.</param>
    /// <exception cref="ArgumentException">A value is not usable, or does not go with another one.</exception>
    public static LoginSettings Create(SendClientOptions options, IEnumerable<string> hosts)
    {
        LoginCheck.Options(options);
        LoginSettings settings = new(options);
        if (settings.Credential.Provider is null)
        {
            foreach (string host in hosts)
            {
                if (settings.FindProblem(settings.Credential, new BrokerEndpoint(host, options.EffectivePort, options.UseTls)) is { } problem)
                {
                    throw new ArgumentException(problem, nameof(options));
                }
            }
        }

        return settings;
    }

    /// <summary>The same, with another credential.</summary>
    public LoginSettings With(AmqpCredential credential) => new(this, credential);

    /// <summary>The mechanisms of a credential that are allowed; null when there is no SASL exchange.</summary>
    /// <param name="credential">A credential in which <see cref="FindProblem"/> found none.</param>
    public SaslCredentials? GetMechanisms(AmqpCredential credential) => Mode == SaslMode.None ? null : credential.Sasl.Restrict(_allowed);

    /// <summary>Why this credential cannot log in there under these settings, and what to do; null when it can.</summary>
    public string? FindProblem(AmqpCredential credential, BrokerEndpoint endpoint)
    {
        if (Mode == SaslMode.None)
        {
            return !credential.WorksWithoutSasl ? CredentialErrors.NeedsSasl(credential)
                : credential.ClientCertificates is not null && !endpoint.UseTls ? CredentialErrors.CertificateWithoutTls
                : credential.Tokens is null ? null
                : FindClearText(credential, endpoint);
        }

        if (credential.Sasl.Restrict(_allowed) is not { } left)
        {
            return CredentialErrors.NoneAllowed(credential, _allowed);
        }

        if (left.Choices.All(static choice => choice.Problem is not null))
        {
            return CredentialErrors.Unusable(left.Choices[0].Mechanism, left.Choices[0].Problem!);
        }

        if (credential.ClientCertificates is not null && !endpoint.UseTls)
        {
            return CredentialErrors.CertificateWithoutTls;
        }

        return left.RevealsSecret ? FindClearText(credential, endpoint) : null;
    }

    private string? FindClearText(AmqpCredential credential, BrokerEndpoint endpoint) => !endpoint.UseTls && !_allowsClearText && !IsLoopback(endpoint.Host)
        ? CredentialErrors.WouldTravelInClearText(credential, endpoint.Host, _securedScheme)
        : null;

    private static AmqpCredential MakeCredential(SendClientOptions options)
    {
        if (options.UserName is not null)
        {
            return new PasswordCredential(options.UserName, options.Password);
        }

        return options.UseTls && options.ClientCertificates.Count > 0 ? AmqpCredential.External() : AmqpCredential.Anonymous;
    }

    private static bool IsLoopback(string host) => IPAddress.TryParse(host, out IPAddress? address)
        ? IPAddress.IsLoopback(address)
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
