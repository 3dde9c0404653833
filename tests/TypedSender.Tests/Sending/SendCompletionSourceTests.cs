using System.Threading.Tasks.Sources;
using TypedSender.Shared;

namespace TypedSender.Tests.Sending;

/// <summary>The outcome of a send between the one who sets it and the one who awaits it.</summary>
public sealed class SendCompletionSourceTests
{
    [Fact]
    public async Task An_outcome_set_before_it_is_awaited_leaves_nothing_to_continue()
    {
        var send = new Send();

        Assert.False(send.Set(SendOutcome.Accepted));

        ValueTask<SendOutcome> task = send.Task;
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal(SendOutcome.Accepted, await task);
    }

    [Fact]
    public async Task An_outcome_set_while_somebody_waits_is_told_by_Continue_alone()
    {
        var send = new Send();
        Task<SendOutcome> waiting = Await(send.Task);

        Assert.True(send.Set(SendOutcome.Released));
        Assert.False(waiting.IsCompleted);
        send.Continue();

        Assert.True(waiting.IsCompleted);
        Assert.Equal(SendOutcome.Released, await waiting);
    }

    [Fact]
    public async Task Whoever_comes_first_the_continuation_runs_exactly_once()
    {
        for (int round = 0; round < 20_000; round++)
        {
            var send = new Send();
            int runs = 0;
            TaskCompletionSource ran = Bounded.Signal();
            Task setting = Task.Run(() =>
            {
                if (send.Set(SendOutcome.Accepted))
                {
                    send.Continue();
                }
            });
            send.OnCompleted(_ =>
            {
                Interlocked.Increment(ref runs);
                ran.TrySetResult();
            });
            await setting.Within();
            await ran.Task.Within();
            Assert.Equal(1, Volatile.Read(ref runs));
        }
    }

    [Fact]
    public void A_task_of_an_earlier_send_gets_nothing_of_the_next()
    {
        var send = new Send();
        ValueTask<SendOutcome> earlier = send.Task;
        send.Set(SendOutcome.Accepted);
        send.Reset();
        send.Set(SendOutcome.Released);

        Assert.Throws<InvalidOperationException>(() => earlier.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => earlier.GetAwaiter().GetResult());
        Assert.Throws<InvalidOperationException>(() => earlier.GetAwaiter().OnCompleted(() => { }));
    }

    [Fact]
    public void An_outcome_taken_too_early_and_a_second_continuation_are_refused()
    {
        var send = new Send();
        Assert.Throws<InvalidOperationException>(() => send.Task.GetAwaiter().GetResult());
        send.OnCompleted(_ => { });

        Assert.Throws<InvalidOperationException>(() => send.OnCompleted(_ => { }));
    }

    [Fact]
    public async Task The_awaiters_context_flows_to_its_continuation()
    {
        var local = new AsyncLocal<string> { Value = "mine" };
        var send = new Send();
        TaskCompletionSource<string?> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        send.OnCompleted(_ => seen.SetResult(local.Value), ValueTaskSourceOnCompletedFlags.FlowExecutionContext);
        local.Value = "another's";
        Assert.True(send.Set(SendOutcome.Accepted));

        await Task.Run(send.Continue).Within();

        Assert.Equal("mine", await seen.Task.Within());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_captured_synchronization_context_runs_the_continuation(bool isSetFirst)
    {
        var context = new QueueingContext();
        var send = new Send();
        bool ran = false;
        if (isSetFirst)
        {
            Assert.False(send.Set(SendOutcome.Accepted));
        }

        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            send.OnCompleted(_ => ran = true, ValueTaskSourceOnCompletedFlags.UseSchedulingContext);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        if (!isSetFirst)
        {
            Assert.True(send.Set(SendOutcome.Accepted));
            send.Continue();
        }

        Assert.False(ran);
        context.RunOne();
        Assert.True(ran);
    }

    [Fact]
    public async Task A_captured_scheduler_runs_the_continuation()
    {
        var pair = new ConcurrentExclusiveSchedulerPair();
        var send = new Send();
        TaskCompletionSource<TaskScheduler> ran = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.Factory.StartNew(
            () => send.OnCompleted(_ => ran.SetResult(TaskScheduler.Current), ValueTaskSourceOnCompletedFlags.UseSchedulingContext),
            CancellationToken.None,
            TaskCreationOptions.None,
            pair.ExclusiveScheduler).Within();

        Assert.True(send.Set(SendOutcome.Accepted));
        send.Continue();

        Assert.Same(pair.ExclusiveScheduler, await ran.Task.Within());
    }

    private static async Task<SendOutcome> Await(ValueTask<SendOutcome> task) => await task.ConfigureAwait(false);

    private sealed class Send : IValueTaskSource<SendOutcome>
    {
        private SendCompletionSource _source;

        public ValueTask<SendOutcome> Task => new(this, _source.Version);

        public bool Set(SendOutcome outcome) => _source.Set(outcome);

        public void Continue() => _source.Continue();

        public void Reset() => _source.Reset();

        public void OnCompleted(Action<object?> continuation, ValueTaskSourceOnCompletedFlags flags = ValueTaskSourceOnCompletedFlags.None)
            => _source.OnCompleted(continuation, null, _source.Version, flags);

        SendOutcome IValueTaskSource<SendOutcome>.GetResult(short token) => _source.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource<SendOutcome>.GetStatus(short token) => _source.GetStatus(token);

        void IValueTaskSource<SendOutcome>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
            => _source.OnCompleted(continuation, state, token, flags);
    }

    private sealed class QueueingContext : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

        public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

        public void RunOne()
        {
            (SendOrPostCallback callback, object? state) = _posted.Dequeue();
            callback(state);
        }
    }
}
