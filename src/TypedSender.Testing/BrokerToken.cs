namespace TypedSender.Testing;

/// <summary>A token that a client put at a <see cref="BrokerTokenNode"/>, without its value. Immutable.</summary>
public sealed class BrokerToken
{
    internal BrokerToken(BrokerConnection connection, string audience, string? type, DateTimeOffset? expiresOn, int statusCode)
    {
        Connection = connection;
        Audience = audience;
        Type = type;
        ExpiresOn = expiresOn;
        StatusCode = statusCode;
    }

    /// <summary>The connection that it was put on, and is for.</summary>
    public BrokerConnection Connection { get; }

    /// <summary>The audience of the token: the application property <c>name</c>.</summary>
    public string Audience { get; }

    /// <summary>Its type, such as <c>jwt</c>; null when the client gave none.</summary>
    public string? Type { get; }

    /// <summary>The application property <c>expiration</c>, or the expiry in a shared access signature; null when there is neither.</summary>
    public DateTimeOffset? ExpiresOn { get; }

    /// <summary>The answer: 202 when it was accepted.</summary>
    public int StatusCode { get; }

    /// <summary>Whether it was accepted.</summary>
    public bool IsAccepted => StatusCode is >= 200 and <= 299;

    /// <summary>Audience, type and answer.</summary>
    public override string ToString() => $"{Audience} ({Type}): {StatusCode}";
}
