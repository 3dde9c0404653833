using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The request put-token and the reply to it, as the draft of AMQP's claims-based security and the brokers in use have them.</summary>
internal static class PutToken
{
    /// <summary>The node that takes tokens.</summary>
    public const string Node = "$cbs";

    /// <summary>The request.</summary>
    /// <param name="audience">What the token gives access to.</param>
    /// <param name="token">The token.</param>
    public static AmqpMessage MakeRequest(string audience, AmqpToken token) => new()
    {
        ApplicationProperties = new AmqpMap
        {
            ["operation"] = "put-token",
            ["type"] = token.Type,
            ["name"] = audience,
            ["expiration"] = token.ExpiresOn,
        },
        Value = token.Value,
    };

    /// <summary>Reads the peer's answer; null when it has accepted the token.</summary>
    /// <param name="audience">What the token gives access to.</param>
    /// <param name="token">The token, which no text shows, even where the peer repeats it.</param>
    /// <param name="properties">The application properties of the answer; null for none.</param>
    public static SendFailure? ReadReply(string audience, AmqpToken token, AmqpMap? properties)
    {
        ReplyStatus status = ReplyStatus.Read(properties, ReplyStatusKeys.Default);
        if (status.Code is not { } code)
        {
            return TokenErrors.NoStatus(audience);
        }

        return status.IsSuccess ? null : TokenErrors.Refused(audience, code, Hide(status.Condition, token), Hide(status.Description, token));
    }

    private static string? Hide(string? text, AmqpToken token) => text is not null && token.IsRevealedBy(text) ? RequestTarget.Hidden : text;
}
