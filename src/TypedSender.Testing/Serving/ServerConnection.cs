using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender.Testing.Serving;

/// <summary>
/// One client's connection, from its first octet to its last. The engine tells what came (<see cref="ServerEvents"/>) under the lock; what follows from that, users'
/// delegates included, is done by one pool item at a time, outside of it.
/// </summary>
internal sealed class ServerConnection : ITransportHandler, IThreadPoolWorkItem
{
    private readonly Gate _gate = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InProcessBroker _broker;
    private readonly Socket _socket;
    private Stream _stream;
    private readonly ServerEvents _events;
    private readonly SettlementBatch _batch = new();
    private readonly HashSet<LinkProducer> _touched = [];
    private AmqpTransport? _transport;
    private ConnectionEngine? _engine;
    private ITimer? _timer;
    private int _work;
    private volatile bool _isRunning;

    public ServerConnection(InProcessBroker broker, Socket socket)
    {
        _broker = broker;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _events = new ServerEvents(this, broker);
    }

    public bool IsRunning => _isRunning;

    public ConnectionEngine Engine => _engine!;

    public ServerEvents Events => _events;

    public ServerAuthentication Authentication => field ??= new ServerAuthentication(_broker.Options, (_stream as SslStream)?.RemoteCertificate?.Subject);

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

            _engine = new ConnectionEngine(_broker.ConnectionSettings, _events);
            _transport = new AmqpTransport(_stream, frames, _engine, _gate, this, _broker.Options.TimeProvider);
            _isRunning = true;
            _transport.Start();
            await _stopped.Task.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HandshakeException or AuthenticationException or IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A client that does not get through the handshake is that client's matter; it has been told what the protocol lets one tell.
        }
        finally
        {
            Stop();
        }
    }

    /// <summary>Changes something under the lock and writes what it appends.</summary>
    public void Enter(Action action, bool writesNow = false)
    {
        if (_transport is not { } transport)
        {
            return;
        }

        WriteRequest request;
        lock (_gate)
        {
            action();
            _engine!.Pump();
            request = transport.RequestWrite(preferInline: writesNow);
        }

        transport.Perform(request);
    }

    /// <summary>Has the pool do what has gathered.</summary>
    public void Schedule()
    {
        if (Interlocked.Increment(ref _work) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    public void Close(string condition, string? description) => Enter(() => _engine!.Close(new AmqpError { Condition = condition, Description = description }));

    /// <summary>Cuts the connection (RST).</summary>
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
    }

    /// <summary>Starts the ticks of the idle time-outs, once both opens are known; under the lock.</summary>
    public void StartTicking()
    {
        if (_engine!.TickInterval is { } interval)
        {
            _timer = EmptyContext.CreateTimer(_broker.Options.TimeProvider, static state => ((ServerConnection)state!).Tick(), this, interval, interval);
        }
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

    void ITransportHandler.OnAdvanced()
    {
        if (_events.HasWork)
        {
            Schedule();
        }
    }

    void ITransportHandler.OnStopped(Exception? failure)
    {
        _isRunning = false;
        _stopped.TrySetResult();
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

        return await ServerHandshake.RunAsync(
            _stream, frames, Authentication.Mechanisms, Authentication.IsRequired, Authentication.Check, bounded.Token).ConfigureAwait(false);
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
        List<BrokerMessage> arrivals;
        lock (_gate)
        {
            arrivals = _events.TakeArrivals();
        }

        foreach (BrokerMessage message in arrivals)
        {
            LinkProducer producer = message.Producer!;
            _touched.Add(producer);
            Settlement? settlement = message.IsPresettled ? null : producer.Queue.Decide(message);
            producer.Queue.Store.File(message, settlement);
            if (settlement is { IsSilent: false })
            {
                _batch.Add(producer.Receiver.Session, message.DeliveryId, settlement.State);
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

    private void Tick()
    {
        bool isAlive = true;
        Enter(
            () =>
            {
                isAlive = _engine!.OnTick(_broker.Now);
                if (!isAlive)
                {
                    _engine.Close(new AmqpError { Condition = "amqp:resource-limit-exceeded", Description = "nothing came from the client for longer than the idle time-out" });
                }
            },
            writesNow: true);
        if (!isAlive)
        {
            _transport!.Abort();
        }
    }

    private void Stop()
    {
        _timer?.Dispose();
        _stream.Dispose();
        lock (_gate)
        {
            _events.CloseAll();
        }

        Schedule();
    }
}
