using System.Security.Cryptography;
using System.Text;

namespace TypedSender.Amqp.Security;

/// <summary>The keys that both sides derive from a password, and what each proves with them (RFC 5802, 3).</summary>
internal sealed class ScramKeys
{
    private readonly ScramHash _hash;
    private readonly byte[] _clientKey;
    private readonly byte[] _storedKey;
    private readonly byte[] _serverKey;

    private ScramKeys(ScramHash hash, ReadOnlySpan<byte> saltedPassword)
    {
        _hash = hash;
        _clientKey = hash.Authenticate(saltedPassword, "Client Key"u8);
        _storedKey = hash.Hash(_clientKey);
        _serverKey = hash.Authenticate(saltedPassword, "Server Key"u8);
    }

    /// <summary>Derives the keys; this takes the time that the iterations take.</summary>
    /// <param name="hash">The hash function.</param>
    /// <param name="password">The password, prepared by <see cref="SaslPrep"/>.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="iterations">How often it is hashed; at least 1.</param>
    public static ScramKeys Derive(ScramHash hash, string password, ReadOnlySpan<byte> salt, int iterations)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(password);
        byte[] salted = hash.Stretch(bytes, salt, iterations);
        try
        {
            return new ScramKeys(hash, salted);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(salted);
        }
    }

    /// <summary>The client's proof: <c>ClientProof</c>.</summary>
    public byte[] Prove(ReadOnlySpan<byte> authMessage)
    {
        byte[] proof = _hash.Authenticate(_storedKey, authMessage);
        Combine(proof, _clientKey);
        return proof;
    }

    /// <summary>Whether a client's proof shows that it knows the password.</summary>
    public bool IsProof(ReadOnlySpan<byte> authMessage, ReadOnlySpan<byte> proof)
    {
        if (proof.Length != _hash.Size)
        {
            return false;
        }

        byte[] key = _hash.Authenticate(_storedKey, authMessage);
        Combine(key, proof);
        return CryptographicOperations.FixedTimeEquals(_hash.Hash(key), _storedKey);
    }

    /// <summary>The server's proof: <c>ServerSignature</c>.</summary>
    public byte[] Sign(ReadOnlySpan<byte> authMessage) => _hash.Authenticate(_serverKey, authMessage);

    private static void Combine(byte[] target, ReadOnlySpan<byte> other)
    {
        for (int index = 0; index < target.Length; index++)
        {
            target[index] ^= other[index];
        }
    }
}
