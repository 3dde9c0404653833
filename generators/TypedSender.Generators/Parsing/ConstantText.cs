using System.Globalization;
using System.Text;

namespace TypedSender.Generators.Parsing;

/// <summary>Whether text that stands in source can be sent. C# allows half a surrogate pair in a string; UTF-8, and so AMQP, has nothing for it (AMQP 1.0, 1.6.20).</summary>
internal static class ConstantText
{
    /// <summary>Why a constant cannot be sent as it is, for people; null if it can. What is no text can.</summary>
    public static string? Obstacle(object? constant) => constant switch
    {
        string text when LoneSurrogate(text) is var index and >= 0 => $"it has half a character, U+{(int)text[index]:X4}, at index {index.ToString(CultureInfo.InvariantCulture)}",
        char half when char.IsSurrogate(half) => "it is half a character",
        _ => null,
    };

    /// <summary>Why text cannot be sent as a symbol, for people; null if it can.</summary>
    public static string? ObstacleAsSymbol(string text) => IsAscii(text) ? null : "it is not ASCII";

    public static bool IsAscii(string text)
    {
        foreach (char character in text)
        {
            if (character > 127)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text for a message, where half a character would be replaced by something that is not in the source.</summary>
    public static string Display(string text)
    {
        var display = new StringBuilder(text);
        for (int index = LoneSurrogate(text); index >= 0; index = LoneSurrogate(display.ToString()))
        {
            string escape = "\\u" + ((int)display[index]).ToString("X4", CultureInfo.InvariantCulture);
            display.Remove(index, 1).Insert(index, escape);
        }

        return display.ToString();
    }

    private static int LoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
