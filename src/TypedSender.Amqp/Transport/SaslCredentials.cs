using System.Text;

namespace TypedSender.Amqp.Transport;

/// <summary>What a client proves itself with: a name and a password, or nothing (ANONYMOUS).</summary>
internal sealed class SaslCredentials(string? userName, string? password)
{
    public static SaslCredentials Anonymous { get; } = new(null, null);

    public string Mechanism => userName is null ? "ANONYMOUS" : "PLAIN";

    /// <summary>The initial response of the mechanism: RFC 4616 for PLAIN, RFC 4505 for ANONYMOUS.</summary>
    public byte[] GetInitialResponse() => Encoding.UTF8.GetBytes(userName is null ? string.Empty : $"\0{userName}\0{password}");

    /// <summary>Never the password.</summary>
    public override string ToString() => Mechanism;
}
