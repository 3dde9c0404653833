using System.Text;

namespace TypedSender.Tool.AsyncApi;

/// <summary>Names of parts of a document: letters, digits, dots, hyphens and underscores.</summary>
internal static class Keys
{
    public static string Make(string name)
    {
        StringBuilder key = new();
        foreach (char each in name)
        {
            key.Append(char.IsAsciiLetterOrDigit(each) || each is '.' or '-' or '_' ? each : '_');
        }

        return key.Length > 0 ? key.ToString() : "_";
    }
}
