using System.Net.Sockets;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Faults.Tests.Resuming;

/// <summary>A peer whose link follows a <see cref="ReceiverModel"/>, and which loses its attachments as a script says.</summary>
internal sealed class ModelPeer(ResumeScript script, ReceiverModel model, Action<int> onAttached) : IAsyncDisposable
{
    private readonly PeerListener _listener = PeerListener.Start();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<uint, string> _tags = [];
    private int _attachment = -1;
    private Task _running = Task.CompletedTask;

    // What is left of the present attachment.
    private int _transfersIn;
    private int _verdictsOut;
    private volatile bool _isLost;
    private volatile PeerConnection? _connection;
    private ReceiverModel.Entry? _current;
    private uint _handle;

    public int Port => _listener.Port;

    private Attachment? Present => _attachment < script.Attachments.Length ? script.Attachments[_attachment] : null;

    /// <summary>Loses the present attachment with its connection, unless it is the last one. From any thread.</summary>
    public void LoseNow()
    {
        if (_isLost || _attachment < 0 || Present is null || _connection is not { } connection)
        {
            return;
        }

        _isLost = true;
        try
        {
            connection.Reset();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    public void Start() => _running = RunAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running.WaitAsync(TimeSpan.FromSeconds(20)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync()
    {
        while (true)
        {
            using PeerConnection connection = await _listener.AcceptAsync(observer: null, _stop.Token);
            try
            {
                _connection = connection;
                await connection.RunAsync(steps => steps.AcceptConnection(new Open { ContainerId = "model", MaxFrameSize = script.MaxFrameSize, ChannelMax = 255 }), _stop.Token);
                while (await AnswerAsync(connection, await connection.ReadFrameAsync(_stop.Token)))
                {
                }
            }
            catch (Exception exception) when (exception is EndOfStreamException or SocketException or ObjectDisposedException)
            {
                // The client has hung up.
            }
        }
    }

    /// <summary>Answers a frame; false when the connection is over.</summary>
    private async Task<bool> AnswerAsync(PeerConnection connection, PeerFrame frame)
    {
        switch (frame.Performative)
        {
            case Begin:
                _tags.Clear();
                await SendAsync(connection, frame.Channel, new Begin { RemoteChannel = frame.Channel, NextOutgoingId = 0, IncomingWindow = 2048, OutgoingWindow = 2048 });
                return true;
            case Attach attach:
                await AttachAsync(connection, frame.Channel, attach);
                return true;
            case Transfer transfer when !_isLost:
                return await TakeAsync(connection, frame.Channel, transfer, frame.Payload);
            case Disposition { Role: Role.Sender, Settled: true } disposition when !_isLost:
                return await SettleAsync(connection, frame.Channel, disposition);
            case Detach detach:
                if (!_isLost)
                {
                    await SendAsync(connection, frame.Channel, new Detach { Handle = detach.Handle, Closed = detach.Closed });
                    if (detach.Closed)
                    {
                        model.Forget();
                    }
                }

                return true;
            case End:
                if (!_isLost)
                {
                    await SendAsync(connection, frame.Channel, new End());
                }

                return true;
            case Close:
                await SendAsync(connection, 0, new Close());
                return false;
            default:
                return true;
        }
    }

    private async Task AttachAsync(PeerConnection connection, ushort channel, Attach attach)
    {
        // A further round on the same attachment is one that an incomplete map made the sender begin.
        if (_isLost || _attachment < 0)
        {
            _attachment++;
            _transfersIn = Present?.TransfersIn ?? int.MaxValue;
            _verdictsOut = Present?.VerdictsOut ?? int.MaxValue;
            if (Present is { Forgets: true })
            {
                model.Forget();
            }
        }

        _isLost = false;
        _current = null;
        _handle = attach.Handle;
        (AmqpMap? unsettled, bool isIncomplete) = model.Attach(attach, Present?.MostNamed ?? 0);
        await SendAsync(connection, channel, Expectations.Mirror(attach) with
        {
            RcvSettleMode = script.SettlesSecond ? ReceiverSettleMode.Second : ReceiverSettleMode.First,
            Unsettled = unsettled,
            IncompleteUnsettled = isIncomplete,
        });
        await SendAsync(connection, channel, new Flow
        {
            NextIncomingId = connection.Session(channel).NextIncomingId,
            IncomingWindow = 2048,
            NextOutgoingId = 0,
            OutgoingWindow = 2048,
            Handle = attach.Handle,
            DeliveryCount = attach.InitialDeliveryCount ?? 0,
            LinkCredit = 1000,
        });
        onAttached(_attachment);
        if (_transfersIn == 0)
        {
            await LoseAsync(connection, channel);
        }
    }

    private async Task<bool> TakeAsync(PeerConnection connection, ushort channel, Transfer transfer, byte[] payload)
    {
        if (_current is null && transfer is { Aborted: false, DeliveryTag: { } tag })
        {
            _current = model.Begin(transfer, payload);
            _tags[transfer.DeliveryId!.Value] = Convert.ToHexString(tag.Span);
        }

        if (_current is { } entry)
        {
            entry.Add(payload);
            if (!transfer.More)
            {
                _current = null;
                Verdict verdict = script.Verdicts[entry.Number % script.Verdicts.Length];
                (DeliveryState? state, bool isSettled) = model.Complete(entry, verdict == Verdict.Hold && (entry.IsResumed || Present is null) ? Verdict.Accept : verdict);
                if (state is not null && --_verdictsOut < 0)
                {
                    return await LoseAsync(connection, channel);
                }

                if (state is not null)
                {
                    uint id = connection.Session(channel).LastDeliveryId;
                    await SendAsync(connection, channel, new Disposition { Role = Role.Receiver, First = id, Settled = isSettled, State = state });
                }
            }
        }

        return --_transfersIn > 0 || await LoseAsync(connection, channel);
    }

    private async Task<bool> SettleAsync(PeerConnection connection, ushort channel, Disposition disposition)
    {
        for (uint id = disposition.First; id <= (disposition.Last ?? disposition.First); id++)
        {
            if (_tags.TryGetValue(id, out string? tag))
            {
                model.SettleBySender(tag);
            }
        }

        return --_transfersIn > 0 || await LoseAsync(connection, channel);
    }

    /// <summary>The attachment ends; false when the connection does.</summary>
    private async Task<bool> LoseAsync(PeerConnection connection, ushort channel)
    {
        _isLost = true;
        AmqpError error = new() { Condition = AmqpErrorConditions.DetachForced };
        switch (Present!.Loss)
        {
            case LossKind.Reset:
                connection.Reset();
                return false;
            case LossKind.HangUp:
                connection.Close();
                return false;
            case LossKind.EndSession:
                await SendAsync(connection, channel, new End { Error = error with { Condition = AmqpErrorConditions.InternalError } });
                return true;
            case LossKind.DetachClosed:
                model.Forget();
                await SendAsync(connection, channel, new Detach { Handle = _handle, Closed = true, Error = error });
                return true;
            default:
                await SendAsync(connection, channel, new Detach { Handle = _handle, Closed = false, Error = error });
                return true;
        }
    }

    private Task SendAsync<T>(PeerConnection connection, ushort channel, T performative)
        where T : struct, IAmqpComposite<T> => connection.SendFrameAsync(channel, performative, default, _stop.Token);
}
