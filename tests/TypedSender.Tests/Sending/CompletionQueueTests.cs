namespace TypedSender.Tests.Sending;

public sealed class CompletionQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CompletionQueue _queue = new();

    [Fact]
    public void A_completion_runs_on_the_pool()
    {
        bool isPoolThread = false;
        using var done = new ManualResetEventSlim();
        _queue.Enqueue(new Item(() =>
        {
            isPoolThread = Thread.CurrentThread.IsThreadPoolThread;
            done.Set();
        }));

        Assert.True(done.Wait(Patience));
        Assert.True(isPoolThread);
    }

    [Fact]
    public void A_chain_of_ten_thousand_runs_each_of_them_once()
    {
        using var done = new CountdownEvent(10_000);
        Item[] items = [.. Enumerable.Range(0, 10_000).Select(_ => new Item(() => done.Signal()))];
        (ICompletion first, ICompletion last) = Chain(items);

        _queue.EnqueueChain(first, last);

        Assert.True(done.Wait(Patience));
        Assert.All(items, item => Assert.Equal(1, item.Runs));
    }

    [Fact]
    public void A_completion_that_blocks_on_the_one_behind_it_is_freed_by_it()
    {
        using var siblingRan = new ManualResetEventSlim();
        bool wasFreed = false;
        using var done = new ManualResetEventSlim();
        (ICompletion first, ICompletion last) = Chain(
            new Item(() =>
            {
                wasFreed = siblingRan.Wait(Patience);
                done.Set();
            }),
            new Item(siblingRan.Set));

        _queue.EnqueueChain(first, last);

        Assert.True(done.Wait(Patience));
        Assert.True(wasFreed);
    }

    [Fact]
    public void A_completion_that_blocks_on_one_that_is_enqueued_later_is_freed_by_it()
    {
        using var blocked = new ManualResetEventSlim();
        using var siblingRan = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        bool wasFreed = false;
        _queue.Enqueue(new Item(() =>
        {
            blocked.Set();
            wasFreed = siblingRan.Wait(Patience);
            done.Set();
        }));
        Assert.True(blocked.Wait(Patience));

        _queue.Enqueue(new Item(siblingRan.Set));

        Assert.True(done.Wait(Patience));
        Assert.True(wasFreed);
    }

    [Fact]
    public void Several_completions_that_each_block_on_the_next_are_all_freed()
    {
        const int Depth = 6;
        ManualResetEventSlim[] ran = [.. Enumerable.Range(0, Depth).Select(_ => new ManualResetEventSlim())];
        using var done = new CountdownEvent(Depth);
        int freed = 0;
        (ICompletion first, ICompletion last) = Chain([.. Enumerable.Range(0, Depth).Select(number => new Item(() =>
        {
            if (number + 1 == Depth || ran[number + 1].Wait(Patience))
            {
                Interlocked.Increment(ref freed);
            }

            ran[number].Set();
            done.Signal();
        }))]);

        _queue.EnqueueChain(first, last);

        Assert.True(done.Wait(Patience));
        Assert.Equal(Depth, freed);
        Assert.All(ran, signal => signal.Dispose());
    }

    [Fact]
    public void A_completion_may_enqueue_and_wait_for_what_it_enqueued()
    {
        using var inner = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        bool wasFreed = false;
        _queue.Enqueue(new Item(() =>
        {
            _queue.Enqueue(new Item(inner.Set));
            wasFreed = inner.Wait(Patience);
            done.Set();
        }));

        Assert.True(done.Wait(Patience));
        Assert.True(wasFreed);
    }

    [Fact]
    public void What_one_continuation_leaves_in_its_context_does_not_reach_the_next()
    {
        var local = new AsyncLocal<string>();
        var seen = new List<(string?, SynchronizationContext?)>();
        using var done = new CountdownEvent(500);
        Item[] items = [.. Enumerable.Range(0, 500).Select(_ => new Item(() =>
        {
            lock (seen)
            {
                seen.Add((local.Value, SynchronizationContext.Current));
            }

            local.Value = "left behind";
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            done.Signal();
        }))];
        (ICompletion first, ICompletion last) = Chain(items);

        _queue.EnqueueChain(first, last);

        Assert.True(done.Wait(Patience));
        Assert.All(seen, pair => Assert.Equal((null, null), pair));
    }

    [Fact]
    public void Many_threads_enqueue_singles_and_chains_and_each_item_runs_once()
    {
        const int Threads = 8;
        const int Rounds = 400;
        using var done = new CountdownEvent(Threads * Rounds * 6);
        var all = new List<Item>();
        var threads = new List<Thread>();
        for (int number = 0; number < Threads; number++)
        {
            Item[][] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Enumerable.Range(0, 6).Select(_ => new Item(() => done.Signal())).ToArray())];
            all.AddRange(rounds.SelectMany(items => items));
            threads.Add(new Thread(() =>
            {
                foreach (Item[] items in rounds)
                {
                    _queue.Enqueue(items[0]);
                    (ICompletion first, ICompletion last) = Chain(items[1..]);
                    _queue.EnqueueChain(first, last);
                }
            }));
        }

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.True(done.Wait(Patience), $"{done.CurrentCount} did not run");
        Assert.All(all, item => Assert.Equal(1, item.Runs));
    }

    [Fact]
    public void Items_may_be_enqueued_again_while_they_run()
    {
        const int Total = 100_000;
        int runs = 0;
        using var done = new ManualResetEventSlim();
        Item? item = null;
        item = new Item(() =>
        {
            if (Interlocked.Increment(ref runs) == Total)
            {
                done.Set();
            }
            else
            {
                _queue.Enqueue(item!);
            }
        });

        _queue.Enqueue(item);

        Assert.True(done.Wait(Patience));
    }

    [Fact]
    public void Enqueuing_allocates_nothing()
    {
        using var done = new AutoResetEvent(false);
        var item = new Item(() => done.Set());
        RunRounds(item, done, 2000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        RunRounds(item, done, 2000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // The pool's own queue may take a segment now and then; one object per round would be 48,000 and more.
        Assert.InRange(allocated, 0, 16_000);
    }

    private void RunRounds(Item item, AutoResetEvent done, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            _queue.Enqueue(item);
            Assert.True(done.WaitOne(Patience));
        }
    }

    private static (ICompletion First, ICompletion Last) Chain(params Item[] items)
    {
        for (int index = 0; index + 1 < items.Length; index++)
        {
            items[index].NextCompletion = items[index + 1];
        }

        return (items[0], items[^1]);
    }

    private sealed class Item(Action action) : ICompletion
    {
        private int _runs;

        public int Runs => Volatile.Read(ref _runs);

        public ICompletion? NextCompletion { get; set; }

        public void Complete()
        {
            Interlocked.Increment(ref _runs);
            action();
        }
    }
}
