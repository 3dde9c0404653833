using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The request put-token and the reply to it, as the draft of AMQP's claims-based security and the brokers in use have them.</summary>
internal static class PutToken
{
    /// <summary>The node that takes tokens.</summary>
    public const string Node = "$cbs";

    // Brokers answer in either spelling.
    private static readonly string[] StatusKeys = ["status-code", "statusCode"];
    private static readonly string[] DescriptionKeys = ["status-description", "statusDescription"];
    private static readonly string[] ConditionKeys = ["error-condition", "errorCondition"];

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
        if (Find(properties, StatusKeys) is not { } value || ReadNumber(value) is not { } status)
        {
            return TokenErrors.NoStatus(audience);
        }

        string? description = Find(properties, DescriptionKeys) as string;
        string? condition = Find(properties, ConditionKeys)?.ToString();
        return status is >= 200 and <= 299
            ? null
            : TokenErrors.Refused(audience, status, Hide(condition, token), Hide(description, token));
    }

    private static object? Find(AmqpMap? properties, string[] keys)
    {
        foreach (string key in keys)
        {
            if (properties is not null && properties.TryGetValue(key, out object? value) && value is not null)
            {
                return value;
            }
        }

        return null;
    }

    private static long? ReadNumber(object value) => value switch
    {
        int number => number,
        long number => number,
        uint number => number,
        ulong number and <= int.MaxValue => (long)number,
        short number => number,
        ushort number => number,
        byte number => number,
        sbyte number => number,
        _ => null,
    };

    private static string? Hide(string? text, AmqpToken token) => text is not null && token.IsRevealedBy(text) ? "(its text repeats the token and is not shown)" : text;
}
