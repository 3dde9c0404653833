using System.Security.Cryptography;
using System.Text;

namespace TypedSender.Transcripts.Tests.Recording;

/// <summary>
/// What a scenario saw, in its order: calls, frames of client and peer, moves of the clock, outcomes. Of the client's frames every byte is there, or the hash of a large
/// payload. Written by the scenario's own flow alone; not thread-safe.
/// </summary>
internal sealed class Transcript : IPeerObserver
{
    /// <summary>A payload above this size is told by its length and hash.</summary>
    private const int LongestPayload = 1024;

    private const int BytesPerLine = 32;
    private const int SubjectWidth = 10;

    private readonly StringBuilder _text = new();
    private readonly List<PeerConnection> _connections = [];
    private readonly HashSet<PeerConnection> _ended = [];

    public RandomIds Ids { get; } = new();

    public override string ToString() => _text.ToString();

    /// <summary>One line: who or what, and what of it.</summary>
    public void Write(string subject, string text) => _text.Append(subject.PadRight(SubjectWidth)).Append(' ').Append(Ids.Replace(text)).Append('\n');

    /// <summary>A connection has been taken; the transcript gives it the next number.</summary>
    public void Add(PeerConnection connection, string where)
    {
        _connections.Add(connection);
        Write("connected", $"{_connections.Count}{where}");
    }

    /// <summary>True once the client has ended the stream, as far as the peer has read.</summary>
    public bool HasEnded(PeerConnection connection) => _ended.Contains(connection);

    void IPeerObserver.OnReceived(PeerConnection connection, byte[] bytes)
    {
        bytes = Ids.Replace(bytes);
        Write($"client {NumberOf(connection)}", FrameText.Describe(bytes, out int bodyStart));
        WriteHex(bytes.AsSpan(0, bodyStart));
        ReadOnlySpan<byte> payload = bytes.AsSpan(bodyStart);
        if (payload.Length > LongestPayload)
        {
            Write("", $"payload of {payload.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(payload))}");
        }
        else if (payload.Length > 0)
        {
            Write("", $"payload of {payload.Length} bytes");
            WriteHex(payload);
        }
    }

    void IPeerObserver.OnSent(PeerConnection connection, byte[] bytes) => Write($"peer {NumberOf(connection)}", Describe(Ids.Replace(bytes)));

    void IPeerObserver.OnEnded(PeerConnection connection)
    {
        if (_ended.Add(connection))
        {
            Write($"client {NumberOf(connection)}", "ends the stream");
        }
    }

    private static string Describe(byte[] bytes)
    {
        if (!FrameText.IsFrame(bytes))
        {
            return $"{bytes.Length} bytes {Convert.ToHexStringLower(bytes)}";
        }

        string text = FrameText.Describe(bytes, out int bodyStart);
        return bodyStart == bytes.Length ? text : $"{text}, and a payload of {bytes.Length - bodyStart} bytes";
    }

    private int NumberOf(PeerConnection connection) => _connections.IndexOf(connection) + 1;

    private void WriteHex(ReadOnlySpan<byte> bytes)
    {
        for (int start = 0; start < bytes.Length; start += BytesPerLine)
        {
            _text.Append(' ', SubjectWidth + 3);
            ReadOnlySpan<byte> line = bytes.Slice(start, Math.Min(BytesPerLine, bytes.Length - start));
            for (int word = 0; word < line.Length; word += 4)
            {
                _text.Append(word == 0 ? "" : " ").Append(Convert.ToHexStringLower(line.Slice(word, Math.Min(4, line.Length - word))));
            }

            _text.Append('\n');
        }
    }
}
