using System.Buffers.Binary;
using System.Net.Sockets;

namespace TypedSender.RawSink;

/// <summary>One connection from its first octet to its close.</summary>
internal sealed class SinkConnection(Socket socket)
{
    private const uint Window = int.MaxValue;
    private const uint Credit = 1_000_000_000;
    private const byte MechanismsCode = 0x40;
    private const byte SaslInitCode = 0x41;
    private const byte SaslOutcomeCode = 0x44;
    private const byte OpenCode = 0x10;
    private const byte BeginCode = 0x11;
    private const byte AttachCode = 0x12;
    private const byte FlowCode = 0x13;
    private const byte TransferCode = 0x14;
    private const byte DispositionCode = 0x15;
    private const byte DetachCode = 0x16;
    private const byte EndCode = 0x17;
    private const byte CloseCode = 0x18;

    private readonly byte[] _input = new byte[1 << 22];
    private readonly Answers _answers = new(socket);
    private int _filled;
    private bool _headerExpected = true;
    private bool _closed;
    private uint _nextIncomingId;
    private uint _deliveryCount;
    private uint _deliveryId;
    private bool _unacknowledged;
    private ushort _channel;
    private uint _first;
    private uint _last;
    private long _settled;
    private long _unsettled;
    private long _dispositions;

    public string Summary => $$"""{"settled":{{_settled}},"unsettled":{{_unsettled}},"dispositions":{{_dispositions}}}""";

    public void Serve()
    {
        socket.NoDelay = true;
        try
        {
            while (!_closed && socket.Receive(_input.AsSpan(_filled)) is > 0 and int read)
            {
                _filled += read;
                int used = Consume();
                Acknowledge();
                _answers.Send();
                _input.AsSpan(used, _filled - used).CopyTo(_input);
                _filled -= used;
            }

            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The sender is gone; what it sent is counted.
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
        Octets octets = new(body);
        ulong code = octets.Descriptor();
        int fields = octets.List();
        switch (code)
        {
            case TransferCode:
                OnTransfer(channel, fields, ref octets);
                break;
            case SaslInitCode:
                _answers.Begin(1, 0, SaslOutcomeCode).UByte(0).End();
                _headerExpected = true;
                break;
            case OpenCode:
                _answers.Begin(0, 0, OpenCode).Field([0xA1, 4, .. "sink"u8]).Null().UInt(65_536).UShort(255).End();
                break;
            case BeginCode:
                octets.Value();
                _nextIncomingId = octets.UInt() ?? 0;
                _answers.Begin(0, channel, BeginCode).UShort(channel).UInt(0).UInt(Window).UInt(Window).End();
                break;
            case AttachCode:
                OnAttach(channel, fields, ref octets);
                break;
            case FlowCode:
                OnFlow(channel, fields, ref octets);
                break;
            case DetachCode:
                Acknowledge();
                _answers.Begin(0, channel, DetachCode).UInt(octets.UInt() ?? 0).Boolean(true).End();
                break;
            case EndCode:
                Acknowledge();
                _answers.Begin(0, channel, EndCode).End();
                break;
            case CloseCode:
                Acknowledge();
                _answers.Begin(0, 0, CloseCode).End();
                _closed = true;
                break;
        }
    }

    private void OnTransfer(ushort channel, int fields, ref Octets octets)
    {
        octets.UInt();
        _deliveryId = (fields > 1 ? octets.UInt() : null) ?? _deliveryId;
        if (fields > 2)
        {
            octets.Value();
        }

        if (fields > 3)
        {
            octets.Value();
        }

        bool settled = fields > 4 && octets.Boolean();
        bool more = fields > 5 && octets.Boolean();
        _nextIncomingId++;
        if (more)
        {
            return;
        }

        _deliveryCount++;
        if (settled)
        {
            _settled++;
            return;
        }

        _unsettled++;
        if (_unacknowledged && _channel == channel && _deliveryId == _last + 1)
        {
            _last = _deliveryId;
            return;
        }

        Acknowledge();
        (_unacknowledged, _channel, _first, _last) = (true, channel, _deliveryId, _deliveryId);
    }

    private void OnAttach(ushort channel, int fields, ref Octets octets)
    {
        ReadOnlySpan<byte> name = octets.Value();
        uint handle = octets.UInt() ?? 0;
        octets.Boolean();
        _answers.Begin(0, channel, AttachCode).Field(name).UInt(handle).Boolean(true);

        // Settle modes, source and target go back as they came.
        for (int field = 3; field < Math.Min(fields, 7); field++)
        {
            _answers.Field(octets.Value());
        }

        _answers.End();
        for (int field = 7; field < Math.Min(fields, 9); field++)
        {
            octets.Value();
        }

        _deliveryCount = fields > 9 ? octets.UInt() ?? 0 : 0;
        Grant(channel, handle);
    }

    private void OnFlow(ushort channel, int fields, ref Octets octets)
    {
        uint? handle = null;
        bool echo = false;
        for (int field = 0; field < fields; field++)
        {
            switch (field)
            {
                case 4:
                    handle = octets.UInt();
                    break;
                case 9:
                    echo = octets.Boolean();
                    break;
                default:
                    octets.Value();
                    break;
            }
        }

        if (echo && handle is { } link)
        {
            Grant(channel, link);
        }
    }

    private void Grant(ushort channel, uint handle) =>
        _answers.Begin(0, channel, FlowCode).UInt(_nextIncomingId).UInt(Window).UInt(0).UInt(Window)
            .UInt(handle).UInt(_deliveryCount).UInt(Credit).End();

    private void Acknowledge()
    {
        if (!_unacknowledged)
        {
            return;
        }

        _unacknowledged = false;
        _dispositions++;

        // role receiver, first, last, settled, accepted
        _answers.Begin(0, _channel, DispositionCode).Boolean(true).UInt(_first).UInt(_last).Boolean(true).Field([0x00, 0x53, 0x24, 0x45]).End();
    }
}
