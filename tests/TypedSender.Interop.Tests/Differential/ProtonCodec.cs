using System.Globalization;
using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Interop.Tests.Differential;

/// <summary>scripts/differential.py: qpid-proton's codec, asked about many messages at once.</summary>
internal sealed class ProtonCodec : PeerCodec
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
}
