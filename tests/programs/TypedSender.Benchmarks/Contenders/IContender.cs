namespace TypedSender.Benchmarks.Contenders;

/// <summary>One way of sending, connected to a sink.</summary>
internal interface IContender : IAsyncDisposable
{
    /// <summary>The name under which the sink tells what came of it.</summary>
    string Container { get; }

    /// <summary>How many messages it has sent since it was connected.</summary>
    long Sent { get; }

    /// <summary>Sends so many messages.</summary>
    /// <returns>How long it took until the sink had, or had accepted, the last one.</returns>
    ValueTask<TimeSpan> RunAsync(int count);

    /// <summary>Awaits the acceptance of each message before the next is sent.</summary>
    /// <param name="times">One for each message: how long it took, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
    Task PingPongAsync(long[] times);
}
