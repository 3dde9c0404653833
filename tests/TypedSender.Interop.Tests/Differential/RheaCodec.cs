using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Interop.Tests.Differential;

/// <summary>scripts/decode.js: rhea's codec, asked about many messages at once.</summary>
internal sealed class RheaCodec : PeerCodec
{
    private RheaCodec()
        : base("node", "decode.js", [], Rhea.Missing, new Dictionary<string, string> { ["NODE_PATH"] = Rhea.Modules })
    {
    }

    /// <summary>What rhea makes of messages.</summary>
    public static async Task<IReadOnlyList<ProtonVerdict>> DecodeAsync(IReadOnlyList<byte[]> messages)
    {
        await using RheaCodec codec = new();
        return await codec.AskAsync(messages);
    }
}
