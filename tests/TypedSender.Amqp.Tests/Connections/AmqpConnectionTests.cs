#if NET9_0_OR_GREATER
using Gate = System.Threading.Lock;
#else
using Gate = System.Object;
#endif
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Tests.Engine;
using TypedSender.Amqp.Tests.Transport;
using TypedSender.Amqp.Transport;
using TypedSender.Shared;
using Bounded = TypedSender.Shared.Bounded;

namespace TypedSender.Amqp.Tests.Connections;

/// <summary>How a connection keeps the idle time-outs, stops, and uses the lock that it is given.</summary>
public sealed class AmqpConnectionTests
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(10);

    private readonly Gate _gate = new();
    private readonly ControlledStream _stream = new();
    private readonly ManualTimeProvider _time = new();
    private readonly Owner _owner;
    private readonly AmqpConnection _connection;

    public AmqpConnectionTests()
    {
        _owner = new Owner(_gate);
        _connection = new AmqpConnection(new ConnectionSettings { ContainerId = "here", IdleTimeout = IdleTimeout }, _stream, new FrameBuffer(65536), _gate, _owner, _time);
        _owner.Connection = _connection;
    }

    [Fact]
    public async Task A_heartbeat_goes_out_before_the_peers_idle_time_out_has_passed()
    {
        await OpenAsync(idleTimeOut: 4000);
        int before = _stream.Writes.Count;

        _time.Advance(TimeSpan.FromSeconds(2));

        await _stream.WaitForWritesAsync(before + 1);
        Assert.Null(Assert.Single(WireFrame.Split(_stream.Writes[before])).Performative);
    }

    [Fact]
    public async Task Without_idle_time_outs_there_is_no_timer()
    {
        AmqpConnection connection = new(new ConnectionSettings { ContainerId = "here" }, _stream, new FrameBuffer(65536), _gate, _owner, _time);
        _owner.Connection = connection;

        connection.Enter(connection.Engine.Open, writesNow: true);
        connection.Start();
        _stream.Feed(TransportRig.Frame(new Open { ContainerId = "there" }));
        await _owner.Opened.Within();

        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task A_silent_peer_is_told_why_and_dropped()
    {
        _owner.LastError = EngineError.Make(AmqpErrorConditions.ResourceLimitExceeded, "silent");
        await OpenAsync();

        _time.Advance(IdleTimeout * 2);

        await _connection.Stopped.Within();
        Close close = Assert.Single(WireFrame.Split(_stream.Writes[^1])).As<Close>();
        Assert.Equal("silent", close.Error?.Description);
        Assert.Equal(["opened", "idle", "stopped"], _owner.Events);
        Assert.Equal("disposed", _stream.Events[^1]);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task A_silent_peer_is_dropped_without_a_word_when_the_owner_has_none()
    {
        await OpenAsync();
        int before = _stream.Writes.Count;

        _time.Advance(IdleTimeout * 2);

        await _connection.Stopped.Within();
        Assert.Equal(before, _stream.Writes.Count);
        Assert.Equal(["opened", "idle", "stopped"], _owner.Events);
    }

    [Fact]
    public async Task Nothing_is_watched_once_the_idle_timer_is_stopped()
    {
        await OpenAsync();
        lock (_gate)
        {
            _connection.StopIdleTimer();
        }

        _time.Advance(IdleTimeout * 2);

        Assert.Equal(["opened"], _owner.Events);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task The_owner_is_told_of_the_end_before_anybody_who_waits_for_it()
    {
        await OpenAsync();
        IOException failure = new("reset");

        _stream.EndReads(failure);

        await _connection.Stopped.Within();
        Assert.Same(failure, _owner.Failure);
        Assert.False(_owner.WasStoppedWhenTold);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task What_is_done_under_the_lock_is_written_after_it()
    {
        await OpenAsync();
        bool wasHeld = false;
        int before = _stream.Writes.Count;

        _connection.Enter(
            () =>
            {
                wasHeld = Owner.IsHeld(_gate);
                _connection.Engine.BeginSession(new SessionSettings());
            },
            writesNow: true);

        Assert.True(wasHeld);
        Assert.False(Owner.IsHeld(_gate));
        Assert.IsType<Begin>(Assert.Single(WireFrame.Split(_stream.Writes[before])).Performative);
        Assert.Equal(Environment.CurrentManagedThreadId, _stream.WritingThread);
    }

    private async Task OpenAsync(uint? idleTimeOut = null)
    {
        _connection.Enter(_connection.Engine.Open, writesNow: true);
        _connection.Start();
        _stream.Feed(TransportRig.Frame(new Open { ContainerId = "there", IdleTimeOut = idleTimeOut }));
        await _owner.Opened.Within();
    }

    /// <summary>Records each call, and whether the lock was held.</summary>
    private sealed class Owner(Gate gate) : IConnectionOwner
    {
        private readonly TaskCompletionSource _opened = Bounded.Signal();

        public List<string> Events { get; } = [];

        public AmqpConnection? Connection { get; set; }

        public AmqpError? LastError { get; set; }

        public Exception? Failure { get; private set; }

        public bool WasStoppedWhenTold { get; private set; }

        /// <summary>Ends when the peer's open has been taken in.</summary>
        public Task Opened => _opened.Task;

#if NET9_0_OR_GREATER
        public static bool IsHeld(Gate gate) => gate.IsHeldByCurrentThread;
#else
        public static bool IsHeld(Gate gate) => Monitor.IsEntered(gate);
#endif

        void IConnectionObserver.OnOpened(in Open open)
        {
            Assert.True(IsHeld(gate));
            Events.Add("opened");
            Connection!.StartIdleTimer();
        }

        void IConnectionObserver.OnSessionEnded(SessionEngine session, AmqpError? error) => Events.Add("ended");

        void IConnectionObserver.OnAttachRequested(SessionEngine session, in Attach attach) => Events.Add("attach requested");

        void IConnectionOwner.OnAdvanced()
        {
            Assert.True(IsHeld(gate));
            if (Events.Count > 0)
            {
                _opened.TrySetResult();
            }
        }

        AmqpError? IConnectionOwner.OnIdleTimedOut()
        {
            Assert.True(IsHeld(gate));
            Events.Add("idle");
            return LastError;
        }

        void IConnectionOwner.OnStopped(Exception? failure)
        {
            Assert.False(IsHeld(gate));
            Events.Add("stopped");
            Failure = failure;
            WasStoppedWhenTold = Connection!.Stopped.IsCompleted;
        }
    }
}
