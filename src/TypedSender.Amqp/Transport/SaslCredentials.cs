using System.Text;

namespace TypedSender.Amqp.Transport;

/// <summary>What a client proves itself with, by SASL mechanism (AMQP 1.0, 5.3).</summary>
internal sealed class SaslCredentials
{
    private readonly byte[] _initialResponse;
    private readonly string? _password;

    private SaslCredentials(string mechanism, byte[] initialResponse, string? password = null)
    {
        Mechanism = mechanism;
        _initialResponse = initialResponse;
        _password = password;
    }

    /// <summary>Nobody in particular (RFC 4505).</summary>
    public static SaslCredentials Anonymous { get; } = new("ANONYMOUS", []);

    /// <summary>EXTERNAL: the identity in the client certificate (RFC 4422, appendix A).</summary>
    public static SaslCredentials External { get; } = new("EXTERNAL", []);

    public string Mechanism { get; }

    /// <summary>A name and a password (RFC 4616).</summary>
    public static SaslCredentials Plain(string userName, string? password) => new("PLAIN", Encoding.UTF8.GetBytes($"\0{userName}\0{password}"), password);

    public ReadOnlyMemory<byte> GetInitialResponse() => _initialResponse;

    /// <summary>Whether a text contains the password, plain or percent-encoded.</summary>
    public bool IsGivenAwayBy(string text) => !string.IsNullOrEmpty(_password)
        && (text.Contains(_password, StringComparison.Ordinal) || text.Contains(Uri.EscapeDataString(_password), StringComparison.OrdinalIgnoreCase));

    /// <summary>Never the password.</summary>
    public override string ToString() => Mechanism;
}
