using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq.Chaos;

/// <summary>How soon each sender had a message accepted after the broker answered again.</summary>
internal sealed class RecoveryLog
{
    /// <summary>What a recovery may take beside two pauses of the retry policy and what the broker itself takes.</summary>
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(1);

    private readonly List<Recovery> _recoveries = [];

    /// <summary>Notes the senders of one fault.</summary>
    /// <param name="answer">When the broker answered again.</param>
    /// <param name="accepted">Each sender with the time stamp of its first accepted message.</param>
    /// <returns>A line about it.</returns>
    public string Add(BrokerAnswer answer, IReadOnlyCollection<(LedgerSender Sender, long Accepted)> accepted)
    {
        List<Recovery> added = [];
        foreach (var client in accepted.GroupBy(item => item.Sender.Client))
        {
            TimeSpan bound = (2 * client.Key.BackOff.TakeLongest()) + Allowance + answer.Accepting;
            added.AddRange(client.Select(item => new Recovery(Elapsed(answer.Answered, item.Accepted), bound)));
        }

        _recoveries.AddRange(added);
        return $"accepting_ms={answer.Accepting.TotalMilliseconds:0} {Describe(added)} last={accepted.MaxBy(item => item.Accepted).Sender.Name}";
    }

    /// <summary>99 of 100 recoveries stayed within their bounds.</summary>
    public void AssertBounds() =>
        Assert.InRange(_recoveries.Count(recovery => recovery.Elapsed > recovery.Bound), 0, _recoveries.Count / 100);

    public override string ToString() => Describe(_recoveries);

    private static TimeSpan Elapsed(long from, long to) => to > from ? Stopwatch.GetElapsedTime(from, to) : TimeSpan.Zero;

    private static string Describe(List<Recovery> recoveries)
    {
        double[] elapsed = [.. recoveries.Select(recovery => recovery.Elapsed.TotalMilliseconds).Order()];
        double[] share = [.. recoveries.Select(recovery => recovery.Elapsed / recovery.Bound).Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"count={elapsed.Length} p50_ms={Percentile(elapsed, 50):0} p99_ms={Percentile(elapsed, 99):0} max_ms={elapsed[^1]:0} p99_of_bound={Percentile(share, 99):0.00} max_of_bound={share[^1]:0.00}");
    }

    /// <summary>The smallest value that so many of a hundred do not exceed.</summary>
    private static double Percentile(double[] sorted, int percent) => sorted[(((sorted.Length * percent) + 99) / 100) - 1];

    private readonly record struct Recovery(TimeSpan Elapsed, TimeSpan Bound);
}
