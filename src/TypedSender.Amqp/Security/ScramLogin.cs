namespace TypedSender.Amqp.Security;

/// <summary>A name and a password, prepared for SCRAM (RFC 5802, 5.1; RFC 4013), or the reason why they cannot be.</summary>
internal sealed class ScramLogin
{
    private ScramLogin(string userName, string password, string? authorizationId, string? problem)
    {
        UserName = userName;
        Password = password;
        AuthorizationId = authorizationId;
        Problem = problem;
    }

    public string UserName { get; }

    public string Password { get; }

    public string? AuthorizationId { get; }

    /// <summary>Why the name or the password cannot be prepared; null when they are.</summary>
    public string? Problem { get; }

    /// <summary>Prepares all parts. Never throws.</summary>
    public static ScramLogin Prepare(string userName, string password, string? authorizationId)
    {
        string problem = "";
        string name = Prepare("user name", userName, ref problem);
        string secret = Prepare("password", password, ref problem);

        // RFC 5802, 5.1 leaves the form of the authorization identity to the application; only its characters have to be such that a message can hold them.
        string? identity = authorizationId is null ? null : Prepare("authorization id", authorizationId, ref problem);
        return new ScramLogin(name, secret, identity, problem.Length == 0 ? null : problem);
    }

    /// <summary>The choice of a SCRAM mechanism.</summary>
    public SaslChoice ToChoice(ScramHash hash) => new(hash.Mechanism, () => new ScramMechanism(hash, this)) { Problem = Problem };

    private static string Prepare(string what, string text, ref string problem)
    {
        string? found = SaslPrep.Prepare(text, out string prepared);
        if (found is null && prepared.Length == 0)
        {
            found = "has no character left when it is prepared";
        }

        if (found is not null && problem.Length == 0)
        {
            problem = $"the {what} {found} (RFC 4013)";
        }

        return prepared;
    }
}
