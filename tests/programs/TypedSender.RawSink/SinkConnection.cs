using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace TypedSender.RawSink;

/// <summary>One connection from its first byte to its close.</summary>
internal sealed class SinkConnection(Stream stream)
{
    private const uint MaxFrameSize = 65_536;
    private const byte MechanismsCode = 0x40;
    private const byte SaslInitCode = 0x41;
    private const byte SaslOutcomeCode = 0x44;
    private const byte OpenCode = 0x10;
    private const byte BeginCode = 0x11;
    private const byte AttachCode = 0x12;
    private const byte FlowCode = 0x13;
    private const byte TransferCode = 0x14;
    private const byte DetachCode = 0x16;
    private const byte EndCode = 0x17;
    private const byte CloseCode = 0x18;

    private readonly byte[] _input = new byte[1 << 22];
    private readonly Answers _answers = new(stream);
    private readonly SinkSession?[] _sessions = new SinkSession?[256];
    private int _filled;
    private bool _headerExpected = true;
    private bool _closed;
    private bool _hasHeld;
    private int _channels;
    private string _container = "";
    private long _settled;
    private long _unsettled;
    private long _bytes;
    private long _endedDispositions;

    /// <summary>Serves a connection to its end.</summary>
    /// <returns>A line of JSON that says what came.</returns>
    public static string Serve(Socket socket, X509Certificate2? certificate)
    {
        socket.NoDelay = true;
        using Stream plain = new NetworkStream(socket, ownsSocket: true);
        using SslStream? tls = certificate is null ? null : new SslStream(plain);
        SinkConnection connection = new(tls ?? plain);
        try
        {
            tls?.AuthenticateAsServer(certificate!);
            connection.Receive();
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            // The sender is gone; what it sent is counted.
        }

        return connection.Summary;
    }

    private string Summary =>
        $$"""{"container":"{{JsonEncodedText.Encode(_container)}}","settled":{{_settled}},"unsettled":{{_unsettled}},"dispositions":{{Dispositions}},"bytes":{{_bytes}}}""";

    private long Dispositions => _endedDispositions + _sessions.Sum(session => session?.Dispositions ?? 0);

    private void Receive()
    {
        while (!_closed && stream.Read(_input.AsSpan(_filled)) is > 0 and int read)
        {
            _filled += read;
            _bytes += read;
            int used = Consume();
            Acknowledge();
            _answers.Send();
            _input.AsSpan(used, _filled - used).CopyTo(_input);
            _filled -= used;
        }
    }

    private int Consume()
    {
        int used = 0;
        while (!_closed && _filled - used >= 8)
        {
            ReadOnlySpan<byte> rest = _input.AsSpan(used, _filled - used);
            if (_headerExpected)
            {
                OnHeader(rest[..8]);
                used += 8;
                continue;
            }

            int size = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (size > rest.Length)
            {
                break;
            }

            used += size;
            int start = rest[4] * 4;
            if (size > start)
            {
                OnFrame(BinaryPrimitives.ReadUInt16BigEndian(rest[6..]), rest[start..size]);
            }
        }

        return used;
    }

    private void OnHeader(ReadOnlySpan<byte> header)
    {
        if (!header.StartsWith("AMQP"u8))
        {
            throw new FormatException("this is not AMQP");
        }

        _answers.Raw(header);
        _headerExpected = false;
        if (header[4] == 3)
        {
            _answers.Begin(1, 0, MechanismsCode).Field([0xA3, 9, .. "ANONYMOUS"u8]).End();
        }
    }

    private void OnFrame(ushort channel, ReadOnlySpan<byte> body)
    {
        Bytes bytes = new(body);
        ulong code = bytes.Descriptor();
        int fields = bytes.List();
        switch (code)
        {
            case TransferCode:
                OnTransfer(Session(channel), fields, ref bytes);
                break;
            case SaslInitCode:
                _answers.Begin(1, 0, SaslOutcomeCode).UByte(0).End();
                _headerExpected = true;
                break;
            case OpenCode:
                _container = Encoding.UTF8.GetString(bytes.Text());
                _answers.Begin(0, 0, OpenCode).Field([0xA1, 4, .. "sink"u8]).Null().UInt(MaxFrameSize).UShort(255).End();
                break;
            case BeginCode:
                bytes.Value();
                OnBegin(channel, bytes.UInt() ?? 0);
                break;
            case AttachCode:
                OnAttach(channel, fields, ref bytes);
                break;
            case FlowCode:
                OnFlow(Session(channel), fields, ref bytes);
                break;
            case DetachCode:
                Acknowledge();
                _answers.Begin(0, channel, DetachCode).UInt(bytes.UInt() ?? 0).Boolean(true).End();
                break;
            case EndCode:
                OnEnd(channel);
                break;
            case CloseCode:
                Acknowledge();
                _answers.Begin(0, 0, CloseCode).End();
                _closed = true;
                break;
        }
    }

    private void OnBegin(ushort channel, uint nextOutgoingId)
    {
        _sessions[channel] = new SinkSession(channel, nextOutgoingId, _answers);
        _channels = Math.Max(_channels, channel + 1);
        _answers.Begin(0, channel, BeginCode).UShort(channel).UInt(0).UInt(SinkSession.IncomingWindow).UInt(SinkSession.IncomingWindow).End();
    }

    private SinkSession Session(ushort channel) => _sessions[channel] ?? throw new FormatException($"no session has channel {channel}");

    private void OnTransfer(SinkSession session, int fields, ref Bytes bytes)
    {
        SinkLink link = session.Link(bytes.UInt() ?? 0);
        link.DeliveryId = (fields > 1 ? bytes.UInt() : null) ?? link.DeliveryId;
        if (fields > 2)
        {
            bytes.Value();
        }

        if (fields > 3)
        {
            bytes.Value();
        }

        bool settled = fields > 4 && bytes.Boolean();
        bool more = fields > 5 && bytes.Boolean();
        session.OnTransferFrame();
        if (more)
        {
            return;
        }

        link.DeliveryCount++;
        if (settled)
        {
            _settled++;
        }
        else
        {
            _unsettled++;
            session.OnUnsettled(link.DeliveryId);
        }

        if (_hasHeld)
        {
            Release();
        }
    }

    private void OnAttach(ushort channel, int fields, ref Bytes bytes)
    {
        ReadOnlySpan<byte> name = bytes.Value();
        uint handle = bytes.UInt() ?? 0;
        bytes.Boolean();
        _answers.Begin(0, channel, AttachCode).Field(name).UInt(handle).Boolean(true);

        // Settle modes, source and target go back as they came.
        bool isHeld = false;
        for (int field = 3; field < Math.Min(fields, 7); field++)
        {
            ReadOnlySpan<byte> value = bytes.Value();
            _answers.Field(value);
            isHeld = field == 6 && IsHeld(value);
        }

        _answers.End();
        for (int field = 7; field < Math.Min(fields, 9); field++)
        {
            bytes.Value();
        }

        SinkLink link = new(handle, fields > 9 ? bytes.UInt() ?? 0 : 0, isHeld);
        _hasHeld |= isHeld;
        Session(channel).Add(link);
        Session(channel).Grant(link);
    }

    /// <summary>A link to the address "held" gets its credit when the first message comes on another link of the connection.</summary>
    private static bool IsHeld(ReadOnlySpan<byte> target)
    {
        if (target[0] != 0)
        {
            return false;
        }

        Bytes bytes = new(target);
        bytes.Descriptor();
        return bytes.List() > 0 && bytes.Text().SequenceEqual("held"u8);
    }

    private static void OnFlow(SinkSession session, int fields, ref Bytes bytes)
    {
        uint? handle = null;
        bool echo = false;
        for (int field = 0; field < fields; field++)
        {
            switch (field)
            {
                case 4:
                    handle = bytes.UInt();
                    break;
                case 9:
                    echo = bytes.Boolean();
                    break;
                default:
                    bytes.Value();
                    break;
            }
        }

        if (echo && handle is { } link)
        {
            session.Grant(session.Link(link));
        }
    }

    private void OnEnd(ushort channel)
    {
        Acknowledge();
        _answers.Begin(0, channel, EndCode).End();
        _endedDispositions += Session(channel).Dispositions;
        _sessions[channel] = null;
    }

    private void Acknowledge()
    {
        foreach (SinkSession? session in _sessions.AsSpan(0, _channels))
        {
            session?.Acknowledge();
        }
    }

    private void Release()
    {
        _hasHeld = false;
        foreach (SinkSession? session in _sessions.AsSpan(0, _channels))
        {
            session?.Release();
        }
    }
}
