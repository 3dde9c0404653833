using System.Text.Json;

namespace TypedSender.Amqp.Security;

/// <summary>The challenge by which a peer refuses a bearer token: a JSON object whose member <c>status</c> says why (RFC 7628, 3.2.2).</summary>
internal static class BearerRefusal
{
    /// <summary>The status; empty when the challenge does not tell it. Never throws.</summary>
    public static string Read(ReadOnlySpan<byte> challenge)
    {
        try
        {
            Utf8JsonReader reader = new(challenge);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("status"u8))
                {
                    reader.Read();
                    return reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in a string.
        }

        return "";
    }
}
