using System.Text;

namespace TypedSender.Testing.Serving;

/// <summary>The request line and the headers of an HTTP request (RFC 9112, 3 and 5).</summary>
internal sealed class HttpRequestHead
{
    /// <summary>The most that is read of a head, in bytes.</summary>
    public const int MaxLength = 16 * 1024;

    private const int MaxHeaders = 100;

    private readonly List<KeyValuePair<string, string>> _headers = [];

    private HttpRequestHead(string path) => Path = path;

    /// <summary>The target of the request, as it stands in it.</summary>
    public string Path { get; }

    /// <summary>Reads a head that is complete, the empty line included; null for one that is none of a GET by HTTP/1.1.</summary>
    public static HttpRequestHead? Parse(ReadOnlySpan<byte> bytes)
    {
        if (!Ascii.IsValid(bytes))
        {
            return null;
        }

        string[] lines = Encoding.ASCII.GetString(bytes).Split("\r\n");
        string[] request = lines[0].Split(' ');
        if (request is not ["GET", ['/', ..] path, "HTTP/1.1"] || lines.Length > MaxHeaders)
        {
            return null;
        }

        HttpRequestHead head = new(path);
        foreach (string line in lines.Skip(1).TakeWhile(line => line.Length > 0))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(' ', '\t'))
            {
                return null;
            }

            head._headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        return head;
    }

    /// <summary>The value of a header that stands in the request exactly once; null otherwise.</summary>
    public string? Get(string name)
    {
        string[] values = [.. Find(name)];
        return values.Length == 1 ? values[0] : null;
    }

    /// <summary>Whether a header, or one of several of the name, has <paramref name="element"/> in its list (RFC 9110, 5.6.1).</summary>
    public bool Lists(string name, string element, StringComparison comparison = StringComparison.OrdinalIgnoreCase) =>
        Find(name).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).Any(each => each.Equals(element, comparison));

    private IEnumerable<string> Find(string name) => _headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);
}
