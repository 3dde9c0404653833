namespace TypedSender;

/// <summary>Texts of logins that fail: the peer refuses, offers no mechanism that fits, or proves nothing (AMQP 1.0, 5.3).</summary>
internal static class LoginErrors
{
    /// <summary>The peer refused the credential (AMQP 1.0, 5.3.3.6).</summary>
    /// <param name="endpoint">Host and port.</param>
    /// <param name="login">Who logged in.</param>
    /// <param name="code">1 auth, 2 sys, 3 sys-perm, 4 sys-temp.</param>
    /// <param name="mechanism">The mechanism that was tried; null for texts that need none.</param>
    /// <param name="reason">What the peer said in a message of the mechanism; null for nothing.</param>
    public static SendFailure Refused(BrokerEndpoint endpoint, in LoginAttempt login, byte code, string? mechanism = null, string? reason = null)
    {
        string who = login.Credential.Texts.Who;
        string says = ShowReason(login.Credential, reason);
        string message = code switch
        {
            1 => $"{endpoint} refused {who} (SASL outcome 1, auth{says}). {GetStep(login, mechanism)}",
            2 => $"{endpoint} could not authenticate {who} because of an error of its own (SASL outcome 2, sys{says}). Check the broker's log.",
            3 => $"{endpoint} could not authenticate {who} because of an error that needs repair (SASL outcome 3, sys-perm{says}). Check the broker's log.",
            4 => $"{endpoint} could not authenticate {who} for the moment (SASL outcome 4, sys-temp{says}). Try again later.",
            _ => $"{endpoint} answered the authentication of {who} with the unknown SASL outcome {code}. Check the broker's log.",
        };
        FailureClass failure = FailureClassifier.ClassifySaslOutcome(code);
        return new SendFailure(SendReason.AuthenticationFailed, message)
        {
            Class = failure == FailureClass.Authentication && login.Provider is not null ? FailureClass.RenewableLogin : failure,
        };
    }

    /// <summary>The peer offers none of the mechanisms that the credential has and the options allow.</summary>
    /// <param name="endpoint">Host and port.</param>
    /// <param name="login">Who would have logged in.</param>
    /// <param name="needed">The mechanisms that would do, the most secure one first.</param>
    /// <param name="offered">What the peer offers.</param>
    /// <param name="isRestricted">Whether the options leave out mechanisms.</param>
    public static SendFailure MechanismNotOffered(BrokerEndpoint endpoint, in LoginAttempt login, IEnumerable<string> needed, IEnumerable<string> offered, bool isRestricted)
    {
        string list = ErrorText.FromPeer(string.Join(", ", offered));
        string offers = list.Length == 0 ? "offers no SASL mechanism" : $"offers the SASL mechanisms {list}";
        CredentialTexts texts = login.Credential.Texts;
        string message = isRestricted
            ? $"{endpoint} {offers}; of those that SendClientOptions.SaslMechanisms allows, {texts.Given} {CredentialErrors.List(needed)} is needed. Enable it at the broker, or allow what the broker offers if that is secure enough."
            : $"{endpoint} {offers}; {texts.Given} {CredentialErrors.List(needed)} is needed. {texts.IfNotOffered}";
        return new SendFailure(SendReason.AuthenticationFailed, message);
    }

    /// <summary>The mechanism cannot carry the name or the password.</summary>
    public static SendFailure Unusable(BrokerEndpoint endpoint, string mechanism, string problem) =>
        new(SendReason.AuthenticationFailed, $"{endpoint} was not logged in to. {CredentialErrors.Unusable(mechanism, problem)}");

    /// <summary>The peer has accepted the credentials, and has not proved that it knows the password too.</summary>
    public static SendFailure PeerNotVerified(BrokerEndpoint endpoint, string detail) => new(
        SendReason.AuthenticationFailed,
        $"{endpoint} accepted the login and did not prove what the SASL mechanism demands of it: {ErrorText.FromPeer(detail).TrimEnd('.')}. Check that this is the broker which was meant.");

    /// <summary>The peer demands something that this side does not go along with.</summary>
    public static SendFailure Unacceptable(BrokerEndpoint endpoint, string detail) => new(
        SendReason.AuthenticationFailed,
        $"The login to {endpoint} was given up: {ErrorText.FromPeer(detail).TrimEnd('.')}. Check that this is the broker which was meant, and how it keeps passwords.");

    private static string GetStep(in LoginAttempt login, string? mechanism)
    {
        string step = mechanism?.StartsWith("SCRAM-", StringComparison.Ordinal) == true
            ? $"{login.Credential.Texts.IfRefused} If both are right, the broker may not know the password in the form that {mechanism} needs: allow another mechanism (SendClientOptions.SaslMechanisms)."
            : login.Credential.Texts.IfRefused;
        return login.Provider is { } provider ? $"{step} It was given by {provider.GetType().Name}, which is asked again at the next attempt." : step;
    }

    private static string ShowReason(AmqpCredential credential, string? reason) => string.IsNullOrWhiteSpace(reason)
        ? ""
        : $"; the peer says '{(credential.IsRevealedBy(reason) ? "(something with the secret in it)" : ErrorText.FromPeer(reason).TrimEnd('.'))}'";
}

/// <summary>Who logs in: a credential, and the provider that gave it, if one did.</summary>
internal readonly record struct LoginAttempt(AmqpCredential Credential, ICredentialProvider? Provider = null);
