using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Closing;

/// <summary>Policies, delegates, handlers, loggers and clocks of the user's that throw or never return: none keeps closing beyond its bound.</summary>
public sealed class UserCodeTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private readonly ManualResetEventSlim _released = new();
    private readonly TaskCompletionSource _entered = Bounded.Signal();

    public void Dispose() => _released.Set();

    [Fact]
    public async Task A_policy_that_blocks_on_a_lost_connection()
    {
        await using InProcessBroker broker = await StartAsync();
        SendClient client = Connect(broker.Port, options => options.RetryPolicy = new RecordingPolicy(_ => Block<AmqpRetryDecision?>()));
        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();
        broker.AbortConnections();
        await _entered.Task.Within();

        await CloseWithinBoundAsync(client);
    }

    [Fact]
    public async Task A_policy_that_blocks_on_a_refused_link()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        SendClient client = Connect(broker.Port, options => options.RetryPolicy = new RecordingPolicy(_ => Block<AmqpRetryDecision?>()));
        Task<SendOutcome> waiting = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await _entered.Task.Within();

        await CloseWithinBoundAsync(client, notSent: 1);
        Assert.Equal(SendReason.Closed, (await waiting.Within()).Reason);
    }

    [Fact]
    public async Task A_policy_that_answers_after_its_sender_was_closed_begins_no_pause()
    {
        var time = new ManualTimeProvider();
        TaskCompletionSource answered = Bounded.Signal();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { IdleTimeout = null });
        await using SendClient client = new(broker.Url, options => (options.TimeProvider, options.IdleTimeout) = (time, Timeout.InfiniteTimeSpan));
        RecordingPolicy policy = new(_ =>
        {
            Block<AmqpRetryDecision?>();
            answered.SetResult();
            return AmqpRetryDecision.Retry(TimeSpan.FromDays(1));
        });
        MessageSender sender = client.GetMessageSender("missing", new SenderOptions { RetryPolicy = policy });
        Task<SendOutcome> waiting = sender.SendForOutcomeAsync(new AmqpMessage { Value = "a" }).AsTask();
        await _entered.Task.Within();
        await sender.CloseAsync(new CancellationToken(canceled: true)).Within();
        Assert.Equal(SendReason.Closed, (await waiting.Within()).Reason);

        _released.Set();
        await answered.Task.Within();
        await policy.Asked.WaitForCountAsync(1);
        await client.GetMessageSender("missing").CloseAsync().Within();

        await time.AdvanceUntilAsync(time.WaitForNoTimersAsync(), TimeSpan.FromMilliseconds(500));
        Assert.Equal(0, time.ActiveTimers);
    }

    [Fact]
    public async Task A_policy_that_closes_the_client_and_waits_for_that()
    {
        await using InProcessBroker broker = await StartAsync();
        SendClient? client = null;
        TaskCompletionSource<SendCloseReport> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        client = Connect(broker.Port, options => options.RetryPolicy = new RecordingPolicy(_ =>
        {
            closed.TrySetResult(CloseBlocking(client!));
            return AmqpRetryDecision.Stop;
        }));
        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();
        broker.AbortConnections();

        Assert.True((await closed.Task.Within()).IsClean);
        Assert.Equal(SendClientState.Closed, client.State);
    }

    [Fact]
    public async Task A_connect_delegate_that_blocks_keeps_neither_the_open_time_out_nor_closing()
    {
        SendClient client = Connect(1, options =>
        {
            options.OpenTimeout = Short;
            options.ConnectStream = (_, _) => Block<ValueTask<Stream>>();
        });

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        Assert.StartsWith("127.0.0.1:1 did not answer within 200 ms.", thrown.Message, StringComparison.Ordinal);
        Task again = client.OpenAsync();
        await CloseWithinBoundAsync(client);
        await Assert.ThrowsAsync<SendException>(() => again.Within());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_connect_delegate_registers_with_its_token_may_block_or_throw(bool throws)
    {
        SendClient client = Connect(1, options =>
        {
            options.OpenTimeout = Short;
            options.ConnectStream = (endpoint, token) =>
            {
                token.Register(() => _ = throws ? throw new InvalidOperationException("a callback of the user's") : Block<bool>());
                return new ValueTask<Stream>(new TaskCompletionSource<Stream>().Task);
            };
        });

        Assert.Equal(SendReason.ConnectionFailed, (await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within())).Reason);
        await CloseWithinBoundAsync(client);
    }

    [Fact]
    public async Task Handlers_of_state_changes_that_block()
    {
        await using InProcessBroker broker = await StartAsync();
        SendClient client = Connect(broker.Port);
        client.StateChanged += (_, _) => Block<bool>();
        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();
        await _entered.Task.Within();

        await CloseWithinBoundAsync(client);
    }

    [Fact]
    public async Task A_handler_that_closes_the_client_and_waits_for_that()
    {
        await using InProcessBroker broker = await StartAsync();
        TaskCompletionSource<SendCloseReport> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SendClient client = Connect(broker.Port);
        client.StateChanged += (_, change) =>
        {
            if (change.Current == SendClientState.Connected)
            {
                closed.TrySetResult(CloseBlocking(client));
            }
        };
        await client.OpenAsync().Within();

        Assert.True((await closed.Task.Within()).IsClean);
    }

    [Theory]
    [InlineData("Log blocks")]
    [InlineData("Log throws")]
    [InlineData("IsEnabled throws")]
    [InlineData("no logger")]
    public async Task A_logger_that_misbehaves_keeps_neither_sends_nor_closing(string fault)
    {
        await using InProcessBroker broker = await StartAsync();
        SendClient client = Connect(broker.Port, options => options.LoggerFactory = new FaultyLog(this, fault));
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());

        await CloseWithinBoundAsync(client);
    }

    [Fact]
    public async Task A_logger_that_blocks_where_it_is_asked_before_connecting()
    {
        SendClient client = Connect(1, options => options.LoggerFactory = new FaultyLog(this, "IsEnabled blocks"));
        Task opening = client.OpenAsync();
        await _entered.Task.Within();

        await CloseWithinBoundAsync(client);
        await Assert.ThrowsAsync<SendException>(() => opening.Within());
    }

    [Theory]
    [InlineData("CreateTimer throws")]
    [InlineData("CreateTimer returns null")]
    [InlineData("Dispose throws")]
    [InlineData("GetTimestamp throws")]
    public async Task A_clock_that_throws(string fault)
    {
        await using InProcessBroker broker = await StartAsync();
        SendClient client = Connect(broker.Port, options => options.TimeProvider = new FaultyClock(fault));
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());

        await CloseWithinBoundAsync(client);
    }

    private static Task<InProcessBroker> StartAsync() => InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true }).AsTask();

    private static SendClient Connect(int port, Action<SendClientOptions>? configure = null)
    {
        SendClientOptions options = new() { Host = "127.0.0.1", Port = port, DrainTimeout = Short, CloseTimeout = Short };
        configure?.Invoke(options);
        return new SendClient(options);
    }

    private static SendCloseReport CloseBlocking(SendClient client) => client.CloseAsync().GetAwaiter().GetResult();

    /// <summary>Both time-outs, the second that user code is given in the end, and what a machine under load adds.</summary>
    private static async Task CloseWithinBoundAsync(SendClient client, int notSent = 0)
    {
        long start = Stopwatch.GetTimestamp();
        SendCloseReport report = await client.CloseAsync().Within();
        await client.DisposeAsync().Within();

        Assert.Equal(new SendCloseReport(notSent, 0, 0), report);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private T Block<T>()
    {
        _entered.TrySetResult();
        _released.Wait();
        return default!;
    }

    private sealed class FaultyLog(UserCodeTests tests, string fault) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => fault == "no logger" ? null! : this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => fault switch
        {
            "IsEnabled throws" => throw new InvalidOperationException("this logger is broken"),
            "IsEnabled blocks" => tests.Block<bool>(),
            _ => true,
        };

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => _ = fault == "Log throws" ? throw new InvalidOperationException("this logger is broken") : tests.Block<bool>();
    }

    private sealed class FaultyClock(string fault) : TimeProvider
    {
        public override long GetTimestamp() => fault == "GetTimestamp throws" ? throw new InvalidOperationException("this clock is broken") : base.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => fault switch
        {
            "CreateTimer throws" => throw new InvalidOperationException("this clock is broken"),
            "CreateTimer returns null" => null!,
            "Dispose throws" => new FaultyTimer(base.CreateTimer(callback, state, dueTime, period)),
            _ => base.CreateTimer(callback, state, dueTime, period),
        };

        private sealed class FaultyTimer(ITimer inner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

            public void Dispose()
            {
                inner.Dispose();
                throw new InvalidOperationException("this timer is broken");
            }

            public ValueTask DisposeAsync() => throw new InvalidOperationException("this timer is broken");
        }
    }
}
