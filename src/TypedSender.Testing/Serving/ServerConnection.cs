using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using TypedSender.Amqp;
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Transport;
using TypedSender.Testing.Serving.Transactions;

namespace TypedSender.Testing.Serving;

/// <summary>
/// One client's connection, from its first byte to its last. The engine tells what came (<see cref="ServerEvents"/>) under the lock; what follows from that, users'
/// delegates included, is done by one pool item at a time, outside of it.
/// </summary>
internal sealed class ServerConnection : IThreadPoolWorkItem
{
    private static readonly Settlement NoQueue = Settlement.Reject(AmqpErrorConditions.NotFound, "the message names no queue of this broker in its property 'to'");

    private readonly Lock _gate = new();
    private readonly InProcessBroker _broker;
    private readonly Socket _socket;
    private Stream _stream;
    private readonly ServerEvents _events;
    private readonly SettlementBatch _batch = new();
    private readonly HashSet<LinkProducer> _touched = [];
    private volatile AmqpConnection? _amqp;
    private int _work;

    public ServerConnection(InProcessBroker broker, Socket socket)
    {
        _broker = broker;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _events = new ServerEvents(this, broker);
    }

    public bool IsRunning => _amqp is { Stopped.IsCompleted: false };

    /// <summary>The connection, once the handshake is done: before that, no event comes.</summary>
    public AmqpConnection Amqp => _amqp!;

    public ServerEvents Events => _events;

    public ServerAuthentication Authentication => field ??= new ServerAuthentication(_broker.Options, _broker.Profile, (_stream as SslStream)?.RemoteCertificate?.Subject);

    /// <summary>Serves the client until it is gone.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            FrameBuffer frames = new((uint)_broker.Options.MaxFrameSize);
            if (!await ShakeHandsAsync(frames, stop).ConfigureAwait(false))
            {
                await LingerAsync(stop).ConfigureAwait(false);
                return;
            }

            AmqpConnection amqp = new(_broker.ConnectionSettings, _stream, frames, _gate, _events, _broker.Options.TimeProvider);
            _amqp = amqp;
            amqp.Start();
            await amqp.Stopped.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HandshakeException or AuthenticationException or IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A failed handshake concerns that client alone, which has been sent the outcome that the protocol provides for.
        }
        finally
        {
            Stop();
            await ((_stream as WebSocketStream)?.Closed ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }

    /// <summary>Changes something under the lock and writes what it appends.</summary>
    public void Enter(Action action) => _amqp?.Enter(action, writesNow: false);

    /// <summary>Has the pool do what has gathered.</summary>
    public void Schedule()
    {
        if (Interlocked.Increment(ref _work) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Closes the connection with an error. Its links are closed with it, and not when the client answers: it may be back on another connection by then.</summary>
    public void Close(AmqpError error) => Enter(() =>
    {
        Amqp.Engine.Close(error);
        _events.CloseAll();
    });

    /// <summary>Cuts the connection (RST), and closes its links.</summary>
    public void Abort()
    {
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return;
        }

        _socket.Dispose();
        CloseLinks();
    }

    void IThreadPoolWorkItem.Execute()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _work);
            Process();
        }
        while (Interlocked.Add(ref _work, -seen) != 0);
    }

    private async Task<bool> ShakeHandsAsync(FrameBuffer frames, CancellationToken stop)
    {
        using CancellationTokenSource bounded = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bounded.CancelAfter(TimeSpan.FromSeconds(30));
        InProcessBrokerOptions options = _broker.Options;
        if (options.Certificate is { } certificate)
        {
            _stream = await TlsServer.AuthenticateAsync(_stream, certificate, options.ClientAuthorities, options.RequireClientCertificate, bounded.Token).ConfigureAwait(false);
        }

        if (await WebSocketUpgrade.IsAskedForAsync(_stream, frames, bounded.Token).ConfigureAwait(false))
        {
            // Its certificate is known to the stream of TLS alone.
            _ = Authentication;
            if (await WebSocketUpgrade.AcceptAsync(_stream, frames, options.WebSocketPath, _broker.Refused.Upgrades.Take(), bounded.Token).ConfigureAwait(false) is not { } upgraded)
            {
                return false;
            }

            _stream = upgraded;
        }

        return await ServerHandshake.RunAsync(
            _stream, frames, Authentication.Mechanisms, Authentication.IsRequired, Authentication.Begin, bounded.Token).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends our half of the stream and reads the other to its end: a client that had more under way would lose, with the reset, what it was told last.
    /// </summary>
    private async Task LingerAsync(CancellationToken stop)
    {
        using CancellationTokenSource bounded = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bounded.CancelAfter(TimeSpan.FromSeconds(1));
        _socket.Shutdown(SocketShutdown.Send);
        byte[] dropped = new byte[512];
        while (await _stream.ReadAsync(dropped, bounded.Token).ConfigureAwait(false) > 0)
        {
        }
    }

    private void Process()
    {
        List<Arrival> arrivals;
        lock (_gate)
        {
            arrivals = _events.TakeArrivals();
        }

        foreach (Arrival arrival in arrivals)
        {
            if (arrival.Message is not { } message)
            {
                CoordinatorRequest request = arrival.Request!;
                Settle(request.Link, request.DeliveryId, _events.Coordination.Answer(request));
                continue;
            }

            LinkProducer producer = message.Producer!;
            _touched.Add(producer);
            if (message.TransactionId is not null)
            {
                DeliveryState? state = _events.Coordination.Take(message);
                Settle(producer, message.DeliveryId, message.IsPresettled ? null : state);
                continue;
            }

            Settlement? settlement = message.Queue is not { } queue ? NoQueue : message.IsPresettled ? null : queue.Decide(message);
            foreach (BrokerMessage each in Split(message, ref settlement))
            {
                message.Queue?.Store.Add(each, settlement);
            }

            message.Queue?.Life?.Look();

            if (settlement is { IsSilent: false } && !message.IsPresettled)
            {
                (LinkProducer bound, uint id) = message.Delivery!.Decide(settlement.State);
                if (bound == producer)
                {
                    _batch.Add(producer, id, settlement.State);
                }
                else
                {
                    bound.Report(id, settlement.State);
                }
            }
        }

        Enter(() =>
        {
            _batch.Write();
            foreach (LinkProducer producer in _touched)
            {
                producer.Replenish();
            }

            _touched.Clear();
            _events.FetchAssigned();
        });
    }

    /// <summary>The messages that the queue keeps of an arrival; the arrival itself if it is not kept, or malformed and so refused.</summary>
    public IReadOnlyList<BrokerMessage> Split(BrokerMessage message, ref Settlement? settlement)
    {
        try
        {
            return settlement?.KeepsMessage == false ? [message] : _broker.Profile.Split(message);
        }
        catch (AmqpDecodeException exception)
        {
            settlement = Settlement.Reject(AmqpErrorConditions.DecodeError, exception.Message);
            return [message];
        }
    }

    private void Settle(IOutcomeTeller link, uint deliveryId, DeliveryState? state)
    {
        if (state is not null)
        {
            _batch.Add(link, deliveryId, state);
        }
    }

    private void Stop()
    {
        _stream.Dispose();
        CloseLinks();
        Schedule();
    }

    private void CloseLinks()
    {
        lock (_gate)
        {
            _events.CloseAll();
        }
    }
}
