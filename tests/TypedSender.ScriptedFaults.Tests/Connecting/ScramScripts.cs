using System.Security.Cryptography;
using System.Text;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.ScriptedFaults.Tests.Connecting;

/// <summary>A server of SCRAM-SHA-256 (RFC 5802, RFC 7677) that is written apart from the product's own, and says what a test wants instead of what is right.</summary>
internal static class ScramScripts
{
    private const string Salt = "W22ZaJ0SNY7soEsUEjb6gQ==";

    /// <summary>Goes through the exchange.</summary>
    /// <param name="script">The script.</param>
    /// <param name="password">What the server takes for the password.</param>
    /// <param name="extend">Makes the nonce of both out of the client's.</param>
    /// <param name="iterations">The count that the client is to hash.</param>
    /// <param name="asChallenge">Whether the signature comes in a last challenge instead of with the outcome.</param>
    public static PeerScript ServeScram(
        this PeerScript script, string password, Func<string, string>? extend = null, string iterations = "4096", bool asChallenge = false) =>
        script.ExpectSaslHeader().SendMechanisms("PLAIN", "SCRAM-SHA-256").Then(async (connection, cancellationToken) =>
        {
            SaslInit init = (SaslInit)(await connection.ReadFrameAsync(cancellationToken)).Performative!;
            if (init.Mechanism.Value != "SCRAM-SHA-256")
            {
                throw new ScriptFailedException($"the client chose {init.Mechanism}");
            }

            string bare = Encoding.UTF8.GetString(init.InitialResponse!.Value.Span)["n,,".Length..];
            string nonce = bare[(bare.IndexOf(",r=", StringComparison.Ordinal) + 3)..];
            string first = $"r={(extend ?? (own => own + "server"))(nonce)},s={Salt},i={iterations}";
            await connection.SendFrameAsync(0, new SaslChallenge { Challenge = Encoding.UTF8.GetBytes(first) }, default, cancellationToken);
            if (extend is not null || iterations != "4096")
            {
                return;
            }

            SaslResponse proof = (SaslResponse)(await connection.ReadFrameAsync(cancellationToken)).Performative!;
            string final = Encoding.UTF8.GetString(proof.Response.Span);
            byte[] signature = Sign(password, $"{bare},{first},{final[..final.LastIndexOf(",p=", StringComparison.Ordinal)]}");
            byte[] message = Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(signature)}");
            if (asChallenge)
            {
                await connection.SendFrameAsync(0, new SaslChallenge { Challenge = message }, default, cancellationToken);
                await connection.ReadFrameAsync(cancellationToken);
            }

            await connection.SendFrameAsync(0, new SaslOutcome { Code = SaslCode.Ok, AdditionalData = asChallenge ? null : message }, default, cancellationToken);
        });

    private static byte[] Sign(string password, string authMessage)
    {
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(password, Convert.FromBase64String(Salt), 4096, HashAlgorithmName.SHA256, 32);
        return HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), Encoding.UTF8.GetBytes(authMessage));
    }
}
