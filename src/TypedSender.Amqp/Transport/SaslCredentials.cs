using System.Text;

namespace TypedSender.Amqp.Transport;

/// <summary>What a client proves itself with, by SASL mechanism (AMQP 1.0, 5.3).</summary>
internal sealed class SaslCredentials
{
    private readonly byte[] _initialResponse;

    private SaslCredentials(string mechanism, byte[] initialResponse)
    {
        Mechanism = mechanism;
        _initialResponse = initialResponse;
    }

    /// <summary>Nobody in particular (RFC 4505).</summary>
    public static SaslCredentials Anonymous { get; } = new("ANONYMOUS", []);

    /// <summary>Whoever the client certificate says (RFC 4422, appendix A).</summary>
    public static SaslCredentials External { get; } = new("EXTERNAL", []);

    public string Mechanism { get; }

    /// <summary>A name and a password (RFC 4616).</summary>
    public static SaslCredentials Plain(string userName, string? password) => new("PLAIN", Encoding.UTF8.GetBytes($"\0{userName}\0{password}"));

    public ReadOnlyMemory<byte> GetInitialResponse() => _initialResponse;

    /// <summary>Never the password.</summary>
    public override string ToString() => Mechanism;
}
