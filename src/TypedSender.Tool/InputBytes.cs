using System.Text;

namespace TypedSender.Tool;

/// <summary>Reads what an argument stands for: its own text, a file (<c>@name</c>) or standard input (<c>-</c>).</summary>
internal static class InputBytes
{
    /// <summary>The text of an argument.</summary>
    public static async Task<string> ReadTextAsync(ToolContext context, string argument, CancellationToken cancellationToken) =>
        await ReadRawAsync(context, argument, cancellationToken).ConfigureAwait(false) is { } raw ? Encoding.UTF8.GetString(raw) : argument;

    /// <summary>The bytes of a file or of standard input; null when the argument is the text itself.</summary>
    public static async Task<byte[]?> ReadRawAsync(ToolContext context, string argument, CancellationToken cancellationToken)
    {
        if (argument.StartsWith('@'))
        {
            return await File.ReadAllBytesAsync(argument[1..], cancellationToken).ConfigureAwait(false);
        }

        if (argument != "-")
        {
            return null;
        }

        Stream input = context.OpenInput();
        await using (input.ConfigureAwait(false))
        {
            using MemoryStream memory = new();
            await input.CopyToAsync(memory, cancellationToken).ConfigureAwait(false);
            return memory.ToArray();
        }
    }

    /// <summary>The bytes that an argument stands for: hexadecimal, base64, or a file of either or of the bytes themselves.</summary>
    public static async Task<byte[]> ReadAsync(ToolContext context, string argument, CancellationToken cancellationToken)
    {
        byte[]? raw = await ReadRawAsync(context, argument, cancellationToken).ConfigureAwait(false);
        return ToBytes(raw, raw is null ? argument : Encoding.ASCII.GetString(raw));
    }

    /// <summary>The bytes of an input: of its text, or of a file that holds the text or the bytes.</summary>
    public static byte[] ToBytes(byte[]? raw, string text) => (raw is null || IsText(raw) ? Parse(text) : null)
        ?? raw ?? throw new ToolException($"'{ErrorText.FromPeer(text)}' is neither hexadecimal digits in pairs nor base64. Give one of the two, @file for a file, or - for standard input.");

    /// <summary>Whether bytes can be text that stands for bytes or for a trace.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte each in bytes)
        {
            if (each is (< 0x20 or > 0x7E) and not (0x09 or 0x0A or 0x0D))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Hexadecimal or base64; comments behind <c>;</c> and <c>#</c> are left out. Null when it is neither.</summary>
    public static byte[]? Parse(string text)
    {
        string bare = string.Concat(text.Split('\n').Select(static line => line.Split(';', '#')[0]));
        string digits = string.Concat(bare.Replace("0x", "", StringComparison.OrdinalIgnoreCase).Where(static each => !char.IsWhiteSpace(each) && each is not (',' or ':' or '-')));
        if (digits.Length > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(digits);
        }

        string packed = string.Concat(bare.Where(static each => !char.IsWhiteSpace(each)));
        byte[] bytes = new byte[packed.Length];
        return packed.Length > 0 && Convert.TryFromBase64String(packed, bytes, out int count) ? bytes[..count] : null;
    }
}
