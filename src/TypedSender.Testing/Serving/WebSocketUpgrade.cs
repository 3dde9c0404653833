using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using TypedSender.Amqp.Transport;

namespace TypedSender.Testing.Serving;

/// <summary>The server's side of a WebSocket's handshake (RFC 6455, 4.2), for a client whose first bytes are those of an HTTP request.</summary>
internal static class WebSocketUpgrade
{
    // The second is what drafts called the first.
    private static readonly string[] Subprotocols = [WebSocketTarget.Subprotocol, "AMQPWSB10"];

    // RFC 6455, 1.3.
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyLength = 16;

    private static ReadOnlySpan<byte> EndOfHead => "\r\n\r\n"u8;

    /// <summary>Reads until the first bytes tell what the client speaks.</summary>
    /// <param name="stream">The accepted connection, or TLS over it.</param>
    /// <param name="buffer">Takes what is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>True for HTTP, false for anything else, and for a client that is gone.</returns>
    public static async ValueTask<bool> IsAskedForAsync(Stream stream, FrameBuffer buffer, CancellationToken cancellationToken)
    {
        while (buffer.Length < 4 && "GET "u8.StartsWith(buffer.Unread))
        {
            int count = await stream.ReadAsync(buffer.GetFree(), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return false;
            }

            buffer.Commit(count);
        }

        return buffer.Unread.StartsWith("GET "u8);
    }

    /// <summary>Reads the request and answers it.</summary>
    /// <param name="stream">The connection, which the WebSocket will own.</param>
    /// <param name="buffer">What has been read; empty afterwards.</param>
    /// <param name="path">The only path that is served; null for any.</param>
    /// <param name="refusal">The HTTP status to refuse the request with; null to accept it if it is right.</param>
    /// <param name="cancellationToken">Ends the exchange.</param>
    /// <returns>The WebSocket's stream; null when the request has been refused.</returns>
    public static async ValueTask<WebSocketStream?> AcceptAsync(Stream stream, FrameBuffer buffer, string? path, int? refusal, CancellationToken cancellationToken)
    {
        HttpRequestHead? head = await ReadHeadAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
        int status = head is null ? 400 : refusal ?? Judge(head, path);
        if (status != (int)HttpStatusCode.SwitchingProtocols)
        {
            await WriteAsync(stream, RefuseBy(status), cancellationToken).ConfigureAwait(false);
            return null;
        }

        string subprotocol = Choose(head!)!;
        await WriteAsync(
            stream,
            $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {Accept(head!.Get("Sec-WebSocket-Key")!)}\r\nSec-WebSocket-Protocol: {subprotocol}\r\n\r\n",
            cancellationToken).ConfigureAwait(false);
        WebSocket socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = subprotocol, KeepAliveInterval = TimeSpan.Zero });
        return new WebSocketStream(socket, stream);
    }

    /// <summary>Null for a head that is too long, does not end, is none, or has something behind it: nothing may be sent before the answer.</summary>
    private static async ValueTask<HttpRequestHead?> ReadHeadAsync(Stream stream, FrameBuffer buffer, CancellationToken cancellationToken)
    {
        int end;
        while ((end = buffer.Unread.IndexOf(EndOfHead)) < 0)
        {
            int count = buffer.Length >= HttpRequestHead.MaxLength ? 0 : await stream.ReadAsync(buffer.GetFree(), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return null;
            }

            buffer.Commit(count);
        }

        int length = end + EndOfHead.Length;
        bool isWhole = length == buffer.Length && length <= HttpRequestHead.MaxLength;
        return buffer.TryTake(length, out ReadOnlySpan<byte> bytes) && isWhole ? HttpRequestHead.Parse(bytes) : null;
    }

    /// <summary>The status that answers a request: 101 for a right one.</summary>
    private static int Judge(HttpRequestHead head, string? path)
    {
        if (path is not null && head.Path != path)
        {
            return 404;
        }

        if (!head.Lists("Upgrade", "websocket") || !head.Lists("Connection", "Upgrade") || head.Get("Sec-WebSocket-Version") != "13")
        {
            return 426;
        }

        bool hasKey = head.Get("Sec-WebSocket-Key") is { } key && Base64.IsValid(key, out int length) && length == KeyLength;
        return hasKey && head.Get("Host") is not null && Choose(head) is not null ? 101 : 400;
    }

    private static string? Choose(HttpRequestHead head) => Subprotocols.FirstOrDefault(each => head.Lists("Sec-WebSocket-Protocol", each, StringComparison.Ordinal));

    private static string RefuseBy(int status) => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} Refused\r\nConnection: close{(status == 426 ? ", Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13" : "")}\r\nContent-Length: 0\r\n\r\n");

    private static async ValueTask WriteAsync(Stream stream, string text, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).ConfigureAwait(false);

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455, 4.2.2 demands SHA-1; it protects nothing.")]
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
}
