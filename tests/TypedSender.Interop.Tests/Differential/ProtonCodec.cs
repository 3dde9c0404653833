using System.Globalization;
using System.Text.Json;
using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Interop.Tests.Differential;

/// <summary>scripts/differential.py: qpid-proton's codec, asked about many messages at once.</summary>
internal sealed class ProtonCodec : PeerProcess
{
    private ProtonCodec(params string[] arguments)
        : base(Python.Path, "differential.py", arguments, Python.Missing)
    {
    }

    /// <summary>What proton makes of messages, and how it writes them again.</summary>
    public static async Task<IReadOnlyList<ProtonVerdict>> DecodeAsync(IReadOnlyList<byte[]> messages)
    {
        await using ProtonCodec codec = new("decode");
        return await codec.AskAsync(messages);
    }

    /// <summary>Whether proton takes bytes for messages.</summary>
    public static async Task<IReadOnlyList<ProtonVerdict>> AcceptAsync(IReadOnlyList<byte[]> messages)
    {
        await using ProtonCodec codec = new("accept");
        return await codec.AskAsync(messages);
    }

    /// <summary>Random messages that proton has written.</summary>
    public static async Task<IReadOnlyList<ProtonVerdict>> MakeAsync(int count, ulong seed)
    {
        await using ProtonCodec codec = new("make", count.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture));
        return await codec.ReadVerdictsAsync(count);
    }

    private async Task<IReadOnlyList<ProtonVerdict>> AskAsync(IReadOnlyList<byte[]> messages)
    {
        Task asking = WriteLinesAsync(messages.Select(Convert.ToHexString));
        IReadOnlyList<ProtonVerdict> verdicts = await ReadVerdictsAsync(messages.Count);
        await asking;
        return verdicts;
    }

    private async Task<IReadOnlyList<ProtonVerdict>> ReadVerdictsAsync(int count)
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

/// <summary>What proton says about one message.</summary>
/// <param name="Error">Why it refuses it, or null.</param>
/// <param name="Sections">The sections in <see cref="ProtonValue"/>'s notation, if it was asked for them.</param>
/// <param name="Bytes">The message as proton writes it, if it was asked for that.</param>
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
