using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace TypedSender.Benchmarks.Contenders;

/// <summary>The least of AMQP over a bare socket: it opens one link and looks for the last delivery that was accepted.</summary>
internal sealed class PreparedConnection : IDisposable
{
    private const byte FlowCode = 0x13;
    private const byte DispositionCode = 0x15;

    private readonly Stream _stream;
    private readonly byte[] _input = new byte[1 << 20];
    private int _filled;
    private bool _hasCredit;

    private PreparedConnection(Stream stream) => _stream = stream;

    /// <summary>How many deliveries have been accepted: the highest number that a disposition named, and one.</summary>
    public uint Accepted { get; private set; }

    public static PreparedConnection Open(string container, SinkAddress sink)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, sink.Port));
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (sink.Certificate is { } certificate)
        {
            var tls = new SslStream(stream, leaveInnerStreamOpen: false);
            tls.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(certificate.RawDataMemory.Span),
            });
            stream = tls;
        }

        var connection = new PreparedConnection(stream);
        connection.Attach(Encoding.ASCII.GetBytes(container));
        return connection;
    }

    public void Send(ReadOnlyMemory<byte> bytes) => _stream.Write(bytes.Span);

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes);

    /// <summary>Waits for bytes from the sink, and takes in what they say.</summary>
    public void Receive() => Take(_stream.Read(_input.AsSpan(_filled)));

    public async ValueTask ReceiveAsync() => Take(await _stream.ReadAsync(_input.AsMemory(_filled)));

    public void Dispose()
    {
        Send(Frame(0x18, [0x45]));
        while (_stream.Read(_input) > 0)
        {
        }

        _stream.Dispose();
    }

    private void Attach(byte[] container)
    {
        byte[] window = [0x70, 0x7F, 0xFF, 0xFF, 0xFF];
        byte[] source = [0x00, 0x53, 0x28, 0x45];
        byte[] target = [0x00, 0x53, 0x29, 0xC0, 9, 1, 0xA1, 6, .. "events"u8];
        byte[] attach = [0xA1, (byte)container.Length, .. container, 0x43, 0x42, 0x40, 0x40, .. source, .. target, 0x40, 0x40, 0x43];
        Send((byte[])[.. "AMQP\0\u0001\0\0"u8]);
        Send(Frame(0x10, [0xC0, (byte)(container.Length + 3), 1, 0xA1, (byte)container.Length, .. container]));
        Send(Frame(0x11, [0xC0, (byte)(1 + 2 + (2 * window.Length)), 4, 0x40, 0x43, .. window, .. window]));
        Send(Frame(0x12, [0xC0, (byte)(1 + attach.Length), 10, .. attach]));
        while (!_hasCredit)
        {
            Receive();
        }
    }

    private static byte[] Frame(byte code, ReadOnlySpan<byte> list) => [0, 0, 0, (byte)(11 + list.Length), 2, 0, 0, 0, 0x00, 0x53, code, .. list];

    private void Take(int read)
    {
        if (read == 0)
        {
            throw new IOException("The sink has closed the connection.");
        }

        _filled += read;
        ReadOnlySpan<byte> rest = _input.AsSpan(0, _filled);
        while (rest.Length >= 8)
        {
            int size = rest.StartsWith("AMQP"u8) ? 8 : BinaryPrimitives.ReadInt32BigEndian(rest);
            if (rest.Length < size)
            {
                break;
            }

            if (size > 10)
            {
                OnFrame(rest[10], rest[..size]);
            }

            rest = rest[size..];
        }

        rest.CopyTo(_input);
        _filled = rest.Length;
    }

    private void OnFrame(byte code, ReadOnlySpan<byte> frame)
    {
        if (code == FlowCode)
        {
            _hasCredit = true;
        }
        else if (code == DispositionCode)
        {
            // The sink writes a list of 9 bytes of head, role in one byte, first and last in five each.
            Accepted = BinaryPrimitives.ReadUInt32BigEndian(frame[(8 + 3 + 9 + 1 + 5 + 1)..]) + 1;
        }
    }
}
