using System.Diagnostics;
using System.Globalization;

namespace TypedSender.EnduranceProbe.Starving;

/// <summary>
/// Callers that block threads of the pool on their first sends, before there is a connection: <c>Task.Run(() => SendAsync().AsTask().Wait())</c>. The pool has as many threads as the
/// machine has processors, and adds further ones slowly.
/// </summary>
internal sealed class BlockedRun(string url, int callers, int openTimeoutMilliseconds)
{
    public void Run()
    {
        var client = new SendClient(url, options =>
        {
            options.OpenTimeout = TimeSpan.FromMilliseconds(openTimeoutMilliseconds);
            options.CloseTimeout = TimeSpan.FromSeconds(1);
        });
        ISampleSender sender = client.GetSender<ISampleSender>();
        long start = Stopwatch.GetTimestamp();
        double first = 0;
        int accepted = 0;
        string told = "";
        Task[] tasks = [.. Enumerable.Range(0, callers).Select(caller => Task.Run(() =>
        {
            Task<SendOutcome> send = sender.SendTaskAsync(new Sample(LedgerFile.MakeId(caller, 0), new byte[100]));
            send.Wait();
            if (Interlocked.CompareExchange(ref first, Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0) == 0)
            {
                told = $"{send.Result}";
            }

            if (send.Result == SendOutcome.Accepted)
            {
                Interlocked.Increment(ref accepted);
            }
        }))];
        Task.WaitAll(tasks);
        double all = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        client.CloseAsync().Wait();
        double closed = Stopwatch.GetElapsedTime(start).TotalMilliseconds - all;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{accepted} {first:0} {all:0} {closed:0} {ThreadPool.ThreadCount} {told}"));
    }
}
