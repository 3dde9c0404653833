using System.Globalization;
using System.Text;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>How values appear in error texts and log records.</summary>
internal static class ErrorText
{
    /// <summary>The advice for a defect of this library; where reports go to is named here alone.</summary>
    public const string ReportAdvice = "Report it to the maintainers of TypedSender, with this text and the stack trace of the inner exception.";

    /// <summary>A duration as people write it: <c>20 ms</c>, <c>1.5 s</c>.</summary>
    public static string Duration(TimeSpan duration) => duration < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.###} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.###} s");

    /// <summary>A number of bytes: <c>1,048,576 bytes</c>.</summary>
    public static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} bytes");

    /// <summary>An address in quotes.</summary>
    public static string Address(string address) => $"'{FromPeer(address)}'";

    /// <summary>Host and port; an IPv6 address in brackets.</summary>
    public static string Endpoint(string host, int port) => string.Create(
        CultureInfo.InvariantCulture, $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}");

    /// <summary>A condition and its description, as the peer gave them.</summary>
    public static string Condition(string? condition, string? description)
    {
        if (string.IsNullOrEmpty(condition))
        {
            return "no reason given";
        }

        return string.IsNullOrWhiteSpace(description) ? FromPeer(condition) : $"{FromPeer(condition)}: {FromPeer(description).Trim().TrimEnd('.')}";
    }

    /// <summary>Text of a peer or a user: shortened, and without characters that could forge, hide or reorder what a log shows.</summary>
    public static string FromPeer(string text) => TextSanitizer.Clean(text);

    /// <summary>Bytes as hexadecimal pairs: <c>41 4D 51 50</c>.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        var builder = new StringBuilder(bytes.Length * 3);
        foreach (byte each in bytes)
        {
            builder.Append(builder.Length == 0 ? "" : " ").Append(each.ToString("X2", CultureInfo.InvariantCulture));
        }

        return builder.ToString();
    }
}
