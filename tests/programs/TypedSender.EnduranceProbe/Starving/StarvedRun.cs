using System.Diagnostics;
using System.Globalization;

namespace TypedSender.EnduranceProbe.Starving;

/// <summary>
/// 64 callers that block on each of their sends, while the pool has one worker to begin with and no more than a few in all, some of whose threads are blocked by
/// continuations as well. Everything must end all the same, closing included.
/// </summary>
internal sealed class StarvedRun(int port, int workers, bool blocksPool, string ledgerPath)
{
    private const int Callers = 64;
    private const int SendsOfCaller = 100;
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(60);

    private readonly LedgerFile _ledger = new(ledgerPath);
    private readonly SemaphoreSlim _oneBlocks = new(1);
    private readonly CountdownEvent _continuations = new(Callers);
    private long _longestTicks;
    private int _ended;

    public void Run()
    {
        Starve();
        var client = new SendClient($"amqp://127.0.0.1:{port}", options => options.SendTimeout = SendTimeout);
        ISampleSender sender = client.GetSender<ISampleSender>();
        Thread[] threads = blocksPool ? [] : [.. Enumerable.Range(0, Callers).Select(caller => new Thread(() => Send(sender, caller)))];
        Array.ForEach(threads, thread => thread.Start());
        Task[] tasks = blocksPool ? [.. Enumerable.Range(0, Callers).Select(caller => Task.Run(() => Send(sender, caller)))] : [];
        Task.WaitAll(tasks);
        Array.ForEach(threads, thread => thread.Join());
        _continuations.Wait();

        long start = Stopwatch.GetTimestamp();
        bool isClean = client.CloseAsync().GetAwaiter().GetResult().IsClean;
        double closing = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        for (int caller = 0; caller < Callers; caller++)
        {
            _ledger.NoteEnd(caller, SendsOfCaller + 2, isSettled: false);
        }

        _ledger.Dispose();
        ThreadPool.GetMaxThreads(out int most, out _);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_ended} {Stopwatch.GetElapsedTime(0, _longestTicks).TotalMilliseconds:0} {closing:0} {(isClean ? "clean" : "unclean")} {most} {ThreadPool.ThreadCount}"));
    }

    /// <summary>Leaves so many workers: the pool takes no maximum below the number of processors, so what is beyond sleeps until the end. 0 leaves the maximum as it is.</summary>
    private void Starve()
    {
        ThreadPool.SetMinThreads(1, 1);
        if (workers == 0)
        {
            return;
        }

        int most = Math.Max(workers, Environment.ProcessorCount);
        ThreadPool.SetMaxThreads(most, most);
        for (int sleeper = workers; sleeper < most; sleeper++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static _ => Thread.Sleep(Timeout.Infinite), null);
        }
    }

    private void Send(ISampleSender sender, int caller)
    {
        byte[] body = new byte[100];
        for (int number = 0; number < SendsOfCaller; number++)
        {
            // Every tenth is given up, sooner or later.
            using var cancellation = new CancellationTokenSource();
            if (number % 10 == 9)
            {
                cancellation.CancelAfter(number % 7);
            }

            Note(caller, number, () => sender.SendTaskAsync(new Sample(LedgerFile.MakeId(caller, number), body), cancellation.Token).GetAwaiter().GetResult());
        }

        _ = ContinueAsync(sender, caller);
    }

    /// <summary>A continuation, on a thread of the pool, that blocks on a further send: one at a time, so that one worker is left where there are two.</summary>
    private async Task ContinueAsync(ISampleSender sender, int caller)
    {
        bool mayBlock = workers != 1;
        Task<SendOutcome> first = sender.SendTaskAsync(new Sample(LedgerFile.MakeId(caller, SendsOfCaller), default));
        await _oneBlocks.WaitAsync().ConfigureAwait(false);
        SendOutcome outcome = await first.ConfigureAwait(false);
        Note(caller, SendsOfCaller, () => outcome);
        Task<SendOutcome> second = sender.SendTaskAsync(new Sample(LedgerFile.MakeId(caller, SendsOfCaller + 1), default));
        if (!mayBlock)
        {
            await second.ConfigureAwait(false);
        }

        Note(caller, SendsOfCaller + 1, () => second.GetAwaiter().GetResult());
        _oneBlocks.Release();
        _continuations.Signal();
    }

    private void Note(int caller, int number, Func<SendOutcome> send)
    {
        long start = Stopwatch.GetTimestamp();
        _ledger.Note(caller, number, send());
        long elapsed = Stopwatch.GetTimestamp() - start;
        for (long longest = Volatile.Read(ref _longestTicks); elapsed > longest; longest = Volatile.Read(ref _longestTicks))
        {
            Interlocked.CompareExchange(ref _longestTicks, elapsed, longest);
        }

        Interlocked.Increment(ref _ended);
    }
}
