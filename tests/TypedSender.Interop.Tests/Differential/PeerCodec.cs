using System.Text.Json;
using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Interop.Tests.Differential;

/// <summary>A script that decodes many messages, one a line.</summary>
internal abstract class PeerCodec(string program, string script, IEnumerable<string> arguments, string? missing, IReadOnlyDictionary<string, string>? environment = null)
    : PeerProcess(program, script, arguments, missing, environment)
{
    /// <summary>Gives the script messages, and returns what it says about each.</summary>
    protected async Task<IReadOnlyList<ProtonVerdict>> AskAsync(IReadOnlyList<byte[]> messages)
    {
        Task asking = WriteLinesAsync(messages.Select(Convert.ToHexString));
        IReadOnlyList<ProtonVerdict> verdicts = await ReadVerdictsAsync(messages.Count);
        await asking;
        return verdicts;
    }

    /// <summary>Reads what the script says about messages.</summary>
    protected async Task<IReadOnlyList<ProtonVerdict>> ReadVerdictsAsync(int count)
    {
        List<ProtonVerdict> verdicts = new(count);
        while (verdicts.Count < count)
        {
            using JsonDocument line = JsonDocument.Parse(await ReadLineAsync(), new JsonDocumentOptions { MaxDepth = 256 });
            verdicts.Add(ProtonVerdict.Parse(line.RootElement));
        }

        return verdicts;
    }
}

/// <summary>What a peer says about one message.</summary>
/// <param name="Error">Why it refuses it, or null.</param>
/// <param name="Sections">The sections in <see cref="ProtonValue"/>'s notation, if it was asked for them.</param>
/// <param name="Bytes">The message as the peer writes it, if it was asked for that.</param>
internal sealed record ProtonVerdict(string? Error, string Sections, byte[] Bytes)
{
    public static ProtonVerdict Parse(JsonElement line)
    {
        string? error = line.TryGetProperty("error", out JsonElement text) ? text.GetString() : null;
        string sections = line.TryGetProperty("sections", out JsonElement found)
            ? string.Join('\n', found.EnumerateArray().Select(static section => $"{section[0].GetString()}: {ProtonValue.Parse(section[1])}"))
            : "";
        return new ProtonVerdict(error, sections, line.TryGetProperty("bytes", out JsonElement bytes) ? Convert.FromHexString(bytes.GetString()!) : []);
    }
}
