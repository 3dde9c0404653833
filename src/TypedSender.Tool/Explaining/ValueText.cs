using System.Globalization;
using System.Text;
using TypedSender.Amqp;

namespace TypedSender.Tool.Explaining;

/// <summary>A value in words.</summary>
internal static class ValueText
{
    private const int Longest = 200;

    public static string Show(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => Quote(text),
        AmqpSymbol symbol => Quote(symbol.Value),
        byte[] bytes => ShowBytes(bytes),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        AmqpTimestamp time => string.Create(CultureInfo.InvariantCulture, $"{time.Milliseconds} ms since 1970"),
        Rune rune => Quote(rune.ToString()),
        AmqpDecimal32 number => number.TryToDecimal(out decimal plain) ? plain.ToString(CultureInfo.InvariantCulture) : "no number of .NET",
        AmqpDecimal64 number => number.TryToDecimal(out decimal plain) ? plain.ToString(CultureInfo.InvariantCulture) : "no number of .NET",
        AmqpDecimal128 number => number.TryToDecimal(out decimal plain) ? plain.ToString(CultureInfo.InvariantCulture) : "no number of .NET",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Quote(string text) => $"'{ErrorText.FromPeer(text.Length <= Longest ? text : text[..Longest] + "…")}'";

    private static string ShowBytes(byte[] bytes)
    {
        string count = Screens.Count(bytes.Length, "byte");
        return bytes.Length > 0 && InputBytes.IsText(bytes) ? $"{count}, as text {Quote(Encoding.ASCII.GetString(bytes))}" : count;
    }
}
