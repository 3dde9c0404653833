using System.Security.Cryptography;
using System.Text;
using TypedSender.Amqp.Security;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>One exchange by SCRAM-SHA-256 whose nonces are known, and whose password is hashed once instead of thousands of times: what is fuzzed is read before and after that.</summary>
internal static class ScramExample
{
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";
    private static readonly ScramHash Hash = new QuickHash();
    private static readonly ScramLogin Login = ScramLogin.Prepare("user", Canary.Password, null);

    /// <summary>The server's first message.</summary>
    public static byte[] First { get; } = Encoding.UTF8.GetBytes($"r={Nonce}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");

    /// <summary>The server's last message.</summary>
    public static byte[] Final { get; } = MakeFinal();

    public static ScramMechanism Begin() => new(Hash, Login, Nonce);

    private static byte[] MakeFinal()
    {
        byte[] answer = Begin().Respond(First).ToArray();
        string text = Encoding.UTF8.GetString(answer);
        string authMessage = $"n=user,r={Nonce},{Encoding.UTF8.GetString(First)},{text[..text.IndexOf(",p=", StringComparison.Ordinal)]}";
        ScramKeys keys = ScramKeys.Derive(Hash, Login.Password, Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
        return Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(keys.Sign(Encoding.UTF8.GetBytes(authMessage)))}");
    }

    private sealed class QuickHash() : ScramHash("SCRAM-SHA-256", HashAlgorithmName.SHA256, 32)
    {
        public override byte[] Stretch(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations) => Authenticate(password, salt);
    }
}
