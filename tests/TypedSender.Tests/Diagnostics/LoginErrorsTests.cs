namespace TypedSender.Tests.Diagnostics;

public sealed class LoginErrorsTests
{
    private static readonly BrokerEndpoint Endpoint = new("localhost", 5672, useTls: false);
    private static readonly LoginAttempt Guest = new(new PasswordCredential("guest", "guest"));
    private static readonly LoginAttempt Nobody = new(AmqpCredential.Anonymous);

    [Theory]
    [InlineData("guest", 1, false, "localhost:5672 refused the user 'guest' (SASL outcome 1, auth). Correct the user name or the password.")]
    [InlineData(null, 1, false, "localhost:5672 refused an anonymous client (SASL outcome 1, auth). Give a user name and a password, or let the broker accept ANONYMOUS.")]
    [InlineData("guest", 2, false, "localhost:5672 could not authenticate the user 'guest' because of an error of its own (SASL outcome 2, sys). Check the broker's log.")]
    [InlineData("guest", 3, false, "localhost:5672 could not authenticate the user 'guest' because of an error that needs repair (SASL outcome 3, sys-perm). Check the broker's log.")]
    [InlineData("guest", 4, true, "localhost:5672 could not authenticate the user 'guest' for the moment (SASL outcome 4, sys-temp). Try again later.")]
    [InlineData("guest", 9, false, "localhost:5672 answered the authentication of the user 'guest' with the unknown SASL outcome 9. Check the broker's log.")]
    public void Refused_logins(string? userName, byte code, bool isTransient, string expected)
    {
        SendException exception = LoginErrors.Refused(Endpoint, userName is null ? Nobody : Guest, code).ToException();

        Assert.Equal(expected, exception.Message);
        Assert.Equal(SendReason.AuthenticationFailed, exception.Reason);
        Assert.Equal(isTransient, exception.IsTransient);
    }

    [Fact]
    public void A_refusal_of_a_password_by_scram_names_the_form_in_which_brokers_keep_it() => Assert.Equal(
        "localhost:5672 refused the user 'guest' (SASL outcome 1, auth). Correct the user name or the password. If both are right, the broker may not know the password in the form that SCRAM-SHA-256 needs: allow another mechanism (SendClientOptions.SaslMechanisms).",
        LoginErrors.Refused(Endpoint, Guest, 1, "SCRAM-SHA-256").Message);

    [Fact]
    public void What_the_peer_says_of_a_refusal_is_shown_without_the_secret()
    {
        LoginAttempt login = new(AmqpCredential.Bearer(Canary.Password));

        Assert.Equal(
            "localhost:5672 refused the token (SASL outcome 1, auth; the peer says 'invalid_token'). Give a token that is valid, made for this broker, and has the scopes that it asks for.",
            LoginErrors.Refused(Endpoint, login, 1, "OAUTHBEARER", "invalid_token").Message);
        Assert.Equal(
            "localhost:5672 refused the token (SASL outcome 1, auth; the peer says '(something with the secret in it)'). Give a token that is valid, made for this broker, and has the scopes that it asks for.",
            LoginErrors.Refused(Endpoint, login, 1, "OAUTHBEARER", $"unknown: {Canary.Password}").Message);
    }

    [Fact]
    public void A_peer_that_does_not_prove_itself()
    {
        SendException exception = LoginErrors.PeerNotVerified(Endpoint, "SASL SCRAM-SHA-256: the signature is wrong").ToException();

        Assert.Equal(
            "localhost:5672 accepted the login and did not prove what the SASL mechanism demands of it: SASL SCRAM-SHA-256: the signature is wrong. Check that this is the broker which was meant.",
            exception.Message);
        Assert.Equal((SendReason.AuthenticationFailed, false), (exception.Reason, exception.IsTransient));
    }

    [Fact]
    public void Mechanisms_that_do_not_fit()
    {
        Assert.Equal(
            "localhost:5672 offers the SASL mechanisms EXTERNAL, ANONYMOUS; with a user name and a password SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN is needed. Enable one of them at the broker, or leave out the user name.",
            LoginErrors.MechanismNotOffered(Endpoint, Guest, Guest.Credential.Sasl.Mechanisms, ["EXTERNAL", "ANONYMOUS"], isRestricted: false).Message);
        Assert.Equal(
            "localhost:5672 offers the SASL mechanisms PLAIN, ANONYMOUS; of those that SendClientOptions.SaslMechanisms allows, with a user name and a password SCRAM-SHA-256 is needed. Enable it at the broker, or allow what the broker offers if that is secure enough.",
            LoginErrors.MechanismNotOffered(Endpoint, Guest, ["SCRAM-SHA-256"], ["PLAIN", "ANONYMOUS"], isRestricted: true).Message);
        Assert.Equal(
            "localhost:5672 offers no SASL mechanism; without a user name ANONYMOUS is needed. Give a user name and a password, or enable ANONYMOUS at the broker.",
            LoginErrors.MechanismNotOffered(Endpoint, Nobody, ["ANONYMOUS"], [], isRestricted: false).Message);
    }
}
