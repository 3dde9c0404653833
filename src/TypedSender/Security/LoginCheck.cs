namespace TypedSender;

/// <summary>Checks the options of a login that can be told wrong without asking a provider.</summary>
internal static class LoginCheck
{
    private static readonly string[] KnownMechanisms =
        ["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN", "EXTERNAL", "ANONYMOUS", "OAUTHBEARER", "XOAUTH2", "MSSBCBS", "AMQPCBS"];

    /// <summary>Checks what the options, each of which has been checked, mean together.</summary>
    /// <exception cref="ArgumentException">A value does not go with another one.</exception>
    public static void Options(SendClientOptions options)
    {
        CheckPassword(options);
        CheckMode(options);
        CheckCertificates(options);
        if (options.Credential is not null && (options.UserName is not null || options.Password is not null))
        {
            throw new ArgumentException(
                $"SendClientOptions has both a Credential and a {(options.UserName is null ? nameof(options.Password) : nameof(options.UserName))}. Set Credential alone, or UserName and Password, which stand in a URL too.",
                nameof(options));
        }
    }

    /// <summary>Checks the names of mechanisms.</summary>
    /// <exception cref="ArgumentException">One is not known.</exception>
    public static void Mechanisms(SendClientOptions options)
    {
        foreach (string name in options.SaslMechanisms)
        {
            if (!KnownMechanisms.Contains(name))
            {
                throw new ArgumentException(
                    $"SendClientOptions.SaslMechanisms has the entry '{ErrorText.FromPeer(name ?? "null")}'. Give names out of {string.Join(", ", KnownMechanisms)}, or leave the list empty.", nameof(options));
            }
        }
    }

    private static void CheckPassword(SendClientOptions options)
    {
        if (options.UserName is null && options.Password is not null && options.Credential is null)
        {
            throw new ArgumentException("SendClientOptions has a Password but no UserName. Set UserName, or leave both null for ANONYMOUS.", nameof(options));
        }

        if (options.UserName?.Contains('\0', StringComparison.Ordinal) == true || options.Password?.Contains('\0', StringComparison.Ordinal) == true)
        {
            throw new ArgumentException("SendClientOptions has a UserName or Password with a NUL character, which SASL PLAIN cannot carry (RFC 4616). Remove it.", nameof(options));
        }
    }

    private static void CheckMode(SendClientOptions options)
    {
        if (options.SaslMode == SaslMode.None && options.SaslMechanisms.Count > 0)
        {
            throw new ArgumentException("SendClientOptions.SaslMechanisms has entries, and SaslMode is None, with which there is no mechanism. Set one of them.", nameof(options));
        }
    }

    private static void CheckCertificates(SendClientOptions options)
    {
        if (options.Credential?.ClientCertificates is not null && options.ClientCertificates.Count > 0)
        {
            throw new ArgumentException(
                "SendClientOptions has both a Credential with a certificate and ClientCertificates. Give the certificate in one of them.", nameof(options));
        }

        if (options.Credential is ExternalCredential { ClientCertificates: null } && options.ConnectStream is null && (!options.UseTls || options.ClientCertificates.Count == 0))
        {
            throw new ArgumentException(
                "SendClientOptions.Credential is External, and there is no certificate that could be shown. Use TLS (amqps://) and give a certificate, in AmqpCredential.External or in ClientCertificates.",
                nameof(options));
        }
    }
}
