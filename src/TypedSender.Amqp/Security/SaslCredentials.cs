namespace TypedSender.Amqp.Security;

/// <summary>
/// Proves to a peer who the client is: SASL mechanisms, the most secure one first, each with what it needs (AMQP 1.0, 5.3). Immutable: serves any number of
/// connections, each of which has a mechanism made for it.
/// </summary>
internal sealed class SaslCredentials
{
    private readonly string[] _secrets;

    /// <param name="choices">The mechanisms in the order of preference; at least one.</param>
    /// <param name="secrets">What must appear in no text.</param>
    internal SaslCredentials(IReadOnlyList<SaslChoice> choices, params string?[] secrets)
    {
        Choices = choices;
        _secrets = [.. secrets.Where(static secret => !string.IsNullOrEmpty(secret)).Select(static secret => secret!)];
    }

    internal SaslCredentials(string mechanism, Func<SaslMechanism> create, string? password = null)
        : this([new SaslChoice(mechanism, create) { RevealsSecret = password is not null }], password)
    {
    }

    /// <summary>Credentials for ANONYMOUS.</summary>
    public static SaslCredentials Anonymous { get; } = new(AnonymousMechanism.MechanismName, static () => new AnonymousMechanism());

    /// <summary>The identity in the client certificate.</summary>
    public static SaslCredentials External { get; } = new(ExternalMechanism.MechanismName, static () => new ExternalMechanism());

    /// <summary>No login in the handshake, because tokens follow on the connection (AMQP claims-based security): the mechanisms that brokers take for that, and ANONYMOUS.</summary>
    public static SaslCredentials ClaimsBased { get; } = new(
    [
        new SaslChoice("MSSBCBS", static () => new AnonymousMechanism("MSSBCBS")) { RevealsSecret = true },
        new SaslChoice("AMQPCBS", static () => new AnonymousMechanism("AMQPCBS")) { RevealsSecret = true },
        new SaslChoice(AnonymousMechanism.MechanismName, static () => new AnonymousMechanism()) { RevealsSecret = true },
    ]);

    /// <summary>The mechanisms, the most secure one first.</summary>
    public IReadOnlyList<SaslChoice> Choices { get; }

    /// <summary>The names of the mechanisms, the most secure one first.</summary>
    public IEnumerable<string> Mechanisms => Choices.Select(static choice => choice.Mechanism);

    /// <summary>Whether one of the mechanisms sends the password or token itself; see <see cref="SaslChoice.RevealsSecret"/>.</summary>
    public bool RevealsSecret => Choices.Any(static choice => choice.RevealsSecret);

    /// <summary>A name and a password for PLAIN alone.</summary>
    public static SaslCredentials Plain(string userName, string? password, string? authorizationId = null) =>
        new([PlainChoice(userName, password, authorizationId)], password);

    /// <summary>A name and a password; without a password, for PLAIN alone.</summary>
    /// <param name="userName">Who logs in.</param>
    /// <param name="password">The password; null or empty for none.</param>
    /// <param name="authorizationId">In whose name; null for the user.</param>
    public static SaslCredentials Password(string userName, string? password, string? authorizationId = null)
    {
        if (string.IsNullOrEmpty(password))
        {
            return Plain(userName, password, authorizationId);
        }

        ScramLogin login = ScramLogin.Prepare(userName, password, authorizationId);
        return new([login.ToChoice(ScramHash.Sha512), login.ToChoice(ScramHash.Sha256), PlainChoice(userName, password, authorizationId)], password, login.Password);
    }

    /// <summary>A bearer token (RFC 6750); XOAUTH2 needs a user name too.</summary>
    /// <param name="userName">In whose name; null for the one that the token says.</param>
    /// <param name="token">The token.</param>
    public static SaslCredentials Bearer(string? userName, string token)
    {
        SaslChoice standard = new(OAuthBearerMechanism.MechanismName, () => new OAuthBearerMechanism(userName, token)) { RevealsSecret = true };
        return userName is null
            ? new([standard], token)
            : new([standard, new SaslChoice(XOAuth2Mechanism.MechanismName, () => new XOAuth2Mechanism(userName, token)) { RevealsSecret = true }], token);
    }

    /// <summary>The same credentials for those mechanisms alone that are allowed; null when none is left.</summary>
    /// <param name="allowed">Names of mechanisms; none for all.</param>
    public SaslCredentials? Restrict(IReadOnlyCollection<string> allowed)
    {
        if (allowed.Count == 0)
        {
            return this;
        }

        SaslChoice[] left = [.. Choices.Where(choice => allowed.Contains(choice.Mechanism))];
        return left.Length == 0 ? null : new SaslCredentials(left, _secrets);
    }

    /// <summary>The most secure of the mechanisms that the peer offers; null when it offers none of them.</summary>
    public SaslChoice? Choose(IReadOnlyCollection<string> offered) => Choices.FirstOrDefault(choice => offered.Contains(choice.Mechanism));

    /// <summary>Whether a text contains a secret, plain or percent-encoded.</summary>
    public bool IsRevealedBy(string text) => Array.Exists(_secrets, secret =>
        text.Contains(secret, StringComparison.Ordinal) || text.Contains(Uri.EscapeDataString(secret), StringComparison.OrdinalIgnoreCase));

    /// <summary>Never a secret.</summary>
    public override string ToString() => string.Join(", ", Mechanisms);

    private static SaslChoice PlainChoice(string userName, string? password, string? authorizationId) =>
        new(PlainMechanism.MechanismName, () => new PlainMechanism(userName, password, authorizationId)) { RevealsSecret = true };
}
