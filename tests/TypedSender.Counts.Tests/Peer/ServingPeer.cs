using System.Buffers.Binary;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Counts.Tests.Peer;

/// <summary>A broker without a socket and without a thread: it answers in the call that brings a frame, and accepts deliveries when it is told to.</summary>
/// <param name="credit">What each link is granted when it is attached.</param>
internal sealed class ServingPeer(uint credit)
{
    private const int HeaderSize = 8;

    private readonly List<byte> _unread = [];
    private TaskCompletionSource _come = Bounded.Signal();
    private int _deliveries;
    private int _unsettled;
    private bool _isHeaderRead;
    private uint _firstUnsettled;
    private uint _lastUnsettled;
    private uint _nextIncomingId;

    /// <summary>Takes what the peer says.</summary>
    public Action<byte[]> Answering { get; set; } = _ => { };

    /// <summary>Whether each delivery is accepted as soon as it is there.</summary>
    public bool AcceptsAtOnce { get; set; }

    /// <summary>How many bytes have come.</summary>
    public long Bytes { get; private set; }

    /// <summary>Completes when so many deliveries have come in all.</summary>
    public async Task HasComeAsync(int deliveries)
    {
        for (Task come = Volatile.Read(ref _come).Task; Volatile.Read(ref _deliveries) < deliveries; come = Volatile.Read(ref _come).Task)
        {
            await come;
        }
    }

    public void Take(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        _unread.AddRange(bytes);
        while (TakeNext() is { } taken)
        {
            if (_isHeaderRead)
            {
                Answer(Decode(taken));
            }
            else
            {
                _isHeaderRead = true;
                Answering(taken);
                if (taken.AsSpan().SequenceEqual(FrameEncoder.SaslHeader))
                {
                    Send(0, new SaslMechanisms { SaslServerMechanisms = ["ANONYMOUS"] });
                }
            }
        }

        Interlocked.Exchange(ref _come, Bounded.Signal()).SetResult();
    }

    /// <summary>Accepts, in one disposition, everything that has come unsettled.</summary>
    public void Accept()
    {
        if (_unsettled == 0)
        {
            return;
        }

        _unsettled = 0;
        Send(0, new Disposition { Role = Role.Receiver, First = _firstUnsettled, Last = _lastUnsettled, Settled = true, State = Accepted.Instance });
    }

    /// <summary>Lets so many more deliveries come.</summary>
    public void Grant(uint more) => Send(0, new Flow
    {
        NextIncomingId = _nextIncomingId,
        IncomingWindow = int.MaxValue,
        NextOutgoingId = 0,
        OutgoingWindow = 2048,
        Handle = 0,
        DeliveryCount = (uint)_deliveries,
        LinkCredit = more,
    });

    private byte[]? TakeNext()
    {
        int size = !_isHeaderRead ? HeaderSize : _unread.Count < 4 ? int.MaxValue : BinaryPrimitives.ReadInt32BigEndian([_unread[0], _unread[1], _unread[2], _unread[3]]);
        if (_unread.Count < size)
        {
            return null;
        }

        byte[] taken = [.. _unread[..size]];
        _unread.RemoveRange(0, size);
        return taken;
    }

    private static PeerFrame Decode(byte[] frame)
    {
        using var suspension = Copies.Suspend();
        return PerformativeDecoder.Decode(frame);
    }

    private void Answer(PeerFrame frame)
    {
        switch (frame.Performative)
        {
            case SaslInit:
                _isHeaderRead = false;
                Send(0, new SaslOutcome { Code = SaslCode.Ok });
                break;
            case Open:
                Send(0, new Open { ContainerId = "counting-peer", MaxFrameSize = 65_536, ChannelMax = 255 });
                break;
            case Begin begin:
                _nextIncomingId = begin.NextOutgoingId;
                Send(frame.Channel, new Begin { RemoteChannel = frame.Channel, NextOutgoingId = 0, IncomingWindow = int.MaxValue, OutgoingWindow = 2048 });
                break;
            case Attach attach:
                Send(frame.Channel, new Attach
                {
                    Name = attach.Name,
                    Handle = attach.Handle,
                    Role = Role.Receiver,
                    SndSettleMode = attach.SndSettleMode,
                    SourceTerminus = attach.SourceTerminus,
                    TargetTerminus = attach.TargetTerminus,
                });
                Grant(credit);
                break;
            case Transfer transfer:
                Note(transfer);
                break;
            case Detach detach:
                Send(frame.Channel, new Detach { Handle = detach.Handle, Closed = detach.Closed });
                break;
            case End:
                Send(frame.Channel, new End());
                break;
            case Close:
                Send(0, new Close());
                break;
        }
    }

    private void Note(Transfer transfer)
    {
        _nextIncomingId++;
        _lastUnsettled = transfer.DeliveryId ?? _lastUnsettled;
        if (transfer.More)
        {
            return;
        }

        Volatile.Write(ref _deliveries, _deliveries + 1);
        if (transfer.Settled == true)
        {
            return;
        }

        _firstUnsettled = _unsettled++ == 0 ? _lastUnsettled : _firstUnsettled;
        if (AcceptsAtOnce)
        {
            Accept();
        }
    }

    private void Send<T>(ushort channel, T performative)
        where T : struct, IAmqpComposite<T>
    {
        byte[] frame;
        using (Copies.Suspend())
        {
            frame = FrameEncoder.Encode(channel, performative);
        }

        Answering(frame);
    }
}
