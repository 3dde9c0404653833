namespace TypedSender.Amqp.Security;

/// <summary>What a client proves itself with: a SASL mechanism and what it needs (AMQP 1.0, 5.3). Immutable; serves all connections of a client.</summary>
internal sealed class SaslCredentials
{
    private readonly Func<SaslMechanism> _create;
    private readonly string? _password;

    /// <param name="mechanism">The registered name of the mechanism.</param>
    /// <param name="create">Makes the mechanism for a handshake.</param>
    /// <param name="password">The secret that must appear in no text; null for none.</param>
    internal SaslCredentials(string mechanism, Func<SaslMechanism> create, string? password = null)
    {
        Mechanism = mechanism;
        _create = create;
        _password = password;
    }

    /// <summary>Credentials for ANONYMOUS.</summary>
    public static SaslCredentials Anonymous { get; } = new(AnonymousMechanism.MechanismName, static () => new AnonymousMechanism());

    /// <summary>The identity in the client certificate.</summary>
    public static SaslCredentials External { get; } = new(ExternalMechanism.MechanismName, static () => new ExternalMechanism());

    /// <summary>The name of the mechanism.</summary>
    public string Mechanism { get; }

    /// <summary>A name and a password.</summary>
    public static SaslCredentials Plain(string userName, string? password) => new(PlainMechanism.MechanismName, () => new PlainMechanism(userName, password), password);

    /// <summary>Makes the mechanism for one handshake.</summary>
    public SaslMechanism CreateMechanism() => _create();

    /// <summary>Whether a text contains the password, plain or percent-encoded.</summary>
    public bool IsRevealedBy(string text) => !string.IsNullOrEmpty(_password)
        && (text.Contains(_password, StringComparison.Ordinal) || text.Contains(Uri.EscapeDataString(_password), StringComparison.OrdinalIgnoreCase));

    /// <summary>Never the password.</summary>
    public override string ToString() => Mechanism;
}
