using System.Security.Cryptography;

namespace TypedSender.Amqp.Security;

/// <summary>The hash function of a SCRAM mechanism, and what is computed with it (RFC 5802, 2.2).</summary>
internal class ScramHash
{
    private readonly HashAlgorithmName _algorithm;

    protected ScramHash(string mechanism, HashAlgorithmName algorithm, int size)
    {
        Mechanism = mechanism;
        _algorithm = algorithm;
        Size = size;
    }

    /// <summary>SHA-256 (RFC 7677).</summary>
    public static ScramHash Sha256 { get; } = new("SCRAM-SHA-256", HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);

    /// <summary>SHA-512, as RFC 5802 names mechanisms.</summary>
    public static ScramHash Sha512 { get; } = new("SCRAM-SHA-512", HashAlgorithmName.SHA512, SHA512.HashSizeInBytes);

    /// <summary>The name of the mechanism.</summary>
    public string Mechanism { get; }

    /// <summary>The length of a hash in bytes.</summary>
    public int Size { get; }

    private bool IsSha256 => _algorithm == HashAlgorithmName.SHA256;

    /// <summary><c>H(str)</c>.</summary>
    public byte[] Hash(ReadOnlySpan<byte> data) => IsSha256 ? SHA256.HashData(data) : SHA512.HashData(data);

    /// <summary><c>HMAC(key, str)</c>.</summary>
    public byte[] Authenticate(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data) => IsSha256 ? HMACSHA256.HashData(key, data) : HMACSHA512.HashData(key, data);

    /// <summary><c>Hi(str, salt, i)</c>, which is PBKDF2 with one block. Takes time in proportion to the count.</summary>
    public virtual byte[] Stretch(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, _algorithm, Size);
}
