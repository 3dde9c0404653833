using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace TypedSender.RawSink;

/// <summary>One connection from its first byte to its close.</summary>
internal sealed class SinkConnection
{
    private const uint MaxFrameSize = 65_536;

    /// <summary>The start of addresses that name their connection, for senders that cannot choose their container-id.</summary>
    private static ReadOnlySpan<byte> Naming => "/named/"u8;

    // An array of two symbols. By MSSBCBS come clients that put tokens afterwards.
    private static readonly byte[] Mechanisms = [0xE0, 20, 2, 0xA3, 9, .. "ANONYMOUS"u8, 7, .. "MSSBCBS"u8];

    private static readonly byte[] Null = [0x40];
    private static readonly byte[] MaxMessageSize = [0x80, 0, 0, 0, 0, 0x40, 0, 0, 0];

    private readonly Stream _stream;
    private readonly byte[] _input = new byte[1 << 22];
    private readonly Answers _answers;
    private readonly TokenNode _tokens;
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

    private SinkConnection(Stream stream)
    {
        _stream = stream;
        _answers = new Answers(stream);
        _tokens = new TokenNode(_answers);
    }

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
        while (!_closed && _stream.Read(_input.AsSpan(_filled)) is > 0 and int read)
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
            _answers.Begin(1, 0, FrameCodes.SaslMechanisms).Field(Mechanisms).End();
        }
    }

    private void OnFrame(ushort channel, ReadOnlySpan<byte> body)
    {
        Bytes bytes = new(body);
        ulong code = bytes.Descriptor();
        int fields = bytes.List();
        switch (code)
        {
            case FrameCodes.Transfer:
                OnTransfer(Session(channel), fields, ref bytes);
                break;
            case FrameCodes.SaslInit:
                _answers.Begin(1, 0, FrameCodes.SaslOutcome).UByte(0).End();
                _headerExpected = true;
                break;
            case FrameCodes.Open:
                _container = Encoding.UTF8.GetString(bytes.Text());
                _answers.Begin(0, 0, FrameCodes.Open).Field([0xA1, 4, .. "sink"u8]).Null().UInt(MaxFrameSize).UShort(255).End();
                break;
            case FrameCodes.Begin:
                bytes.Value();
                OnBegin(channel, bytes.UInt() ?? 0);
                break;
            case FrameCodes.Attach:
                OnAttach(channel, fields, ref bytes);
                break;
            case FrameCodes.Flow:
                OnFlow(Session(channel), fields, ref bytes);
                break;
            case FrameCodes.Detach:
                Acknowledge();
                _answers.Begin(0, channel, FrameCodes.Detach).UInt(bytes.UInt() ?? 0).Boolean(true).End();
                break;
            case FrameCodes.End:
                OnEnd(channel);
                break;
            case FrameCodes.Close:
                Acknowledge();
                _answers.Begin(0, 0, FrameCodes.Close).End();
                _closed = true;
                break;
        }
    }

    private void OnBegin(ushort channel, uint nextOutgoingId)
    {
        _sessions[channel] = new SinkSession(channel, nextOutgoingId, _answers);
        _channels = Math.Max(_channels, channel + 1);
        _answers.Begin(0, channel, FrameCodes.Begin).UShort(channel).UInt(0).UInt(SinkSession.IncomingWindow).UInt(SinkSession.IncomingWindow).End();
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
        if (link.IsTokenNode)
        {
            for (int field = 6; field < fields; field++)
            {
                bytes.Value();
            }

            _tokens.Answer(bytes.Rest);
            return;
        }

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
        bool isReceiver = bytes.Boolean();
        _answers.Begin(0, channel, FrameCodes.Attach).Field(name).UInt(handle).Boolean(!isReceiver);

        // Settle modes, source and target go back as they came.
        ReadOnlySpan<byte> target = default;
        for (int field = 3; field < 7; field++)
        {
            ReadOnlySpan<byte> value = field < fields ? bytes.Value() : Null;
            _answers.Field(value);
            target = value;
        }

        if (isReceiver)
        {
            // Nobody receives here but those who put tokens. Unsettled, incomplete-unsettled, initial-delivery-count.
            _answers.Null().Null().UInt(0).End();
            _tokens.OnReceiver(channel, handle);
            return;
        }

        // Unsettled, incomplete-unsettled, initial-delivery-count, max-message-size: some senders take none for zero.
        _answers.Null().Null().Null().Field(MaxMessageSize).End();
        for (int field = 7; field < Math.Min(fields, 9); field++)
        {
            bytes.Value();
        }

        // A link to "held" gets its credit when the first message comes on another link of the connection.
        ReadOnlySpan<byte> address = Address(target);
        bool isHeld = address.SequenceEqual("held"u8);
        if (address.IndexOf(Naming) is >= 0 and int naming)
        {
            _container = Encoding.UTF8.GetString(address[(naming + Naming.Length)..]);
        }

        SinkLink link = new(handle, fields > 9 ? bytes.UInt() ?? 0 : 0, isHeld, address.SequenceEqual("$cbs"u8));
        _hasHeld |= isHeld;
        Session(channel).Add(link);
        Session(channel).Grant(link);
    }

    private static ReadOnlySpan<byte> Address(ReadOnlySpan<byte> target)
    {
        if (target[0] != 0)
        {
            return default;
        }

        Bytes bytes = new(target);
        bytes.Descriptor();
        return bytes.List() > 0 ? bytes.Text() : default;
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

        if (echo && handle is { } number && session.Find(number) is { } link)
        {
            session.Grant(link);
        }
    }

    private void OnEnd(ushort channel)
    {
        Acknowledge();
        _answers.Begin(0, channel, FrameCodes.End).End();
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
