namespace TypedSender;

/// <summary>The outcomes of a queue that no report has told yet, in the order of their numbers. Under the lock.</summary>
/// <param name="mostRuns">How many runs there may be before the oldest successes are forgotten: more than failures and gaps alone make, as where Accepted and Unconfirmed take turns.</param>
internal sealed class OutcomeLog(long mostRuns)
{
    private readonly List<OutcomeRun> _runs = [];

    /// <summary>How many runs there are: one while all messages succeed.</summary>
    public int Count => _runs.Count;

    /// <summary>How many of them are of failures; between any two there may be a run of successes.</summary>
    public int FailureCount { get; private set; }

    /// <summary>What these count for in <see cref="SendQueueOptions.MaxBytes"/>.</summary>
    public long Cost { get; private set; }

    /// <summary>The outcomes that were forgotten since the last report.</summary>
    public long Forgotten { get; private set; }

    /// <summary>Adds the outcome of one message, or joins it to those beside it that are alike.</summary>
    public void Add(in OutcomeRun run)
    {
        Cost += run.Cost;
        int index = FindFirstBehind(run.First);
        bool joinsPrevious = index > 0 && _runs[index - 1].Last == run.First - 1 && run.IsLike(_runs[index - 1]);
        bool joinsNext = index < _runs.Count && _runs[index].First == run.First + 1 && run.IsLike(_runs[index]);
        if (joinsPrevious)
        {
            _runs[index - 1] = _runs[index - 1] with { Last = joinsNext ? _runs[index].Last : run.First };
            if (joinsNext)
            {
                _runs.RemoveAt(index);
                FailureCount -= run.IsFailure ? 1 : 0;
            }
        }
        else if (joinsNext)
        {
            _runs[index] = _runs[index] with { First = run.First };
        }
        else
        {
            _runs.Insert(index, run);
            FailureCount += run.IsFailure ? 1 : 0;
            if (_runs.Count > mostRuns && _runs.FindIndex(static run => !run.IsFailure) is >= 0 and int success)
            {
                Forgotten += _runs[success].Length;
                _runs.RemoveAt(success);
            }
        }
    }

    /// <summary>Forgets the oldest failure and what is before it, so that successes do not stay behind in pieces.</summary>
    /// <param name="isUntoldToo">Whether there may be outcomes among them that no handler has been told.</param>
    /// <param name="cost">What they counted for in <see cref="SendQueueOptions.MaxBytes"/>.</param>
    /// <returns>False if there is nothing to forget.</returns>
    public bool TryForgetOldest(bool isUntoldToo, out long cost)
    {
        int index = _runs.FindIndex(static run => run.IsFailure);
        cost = 0;
        if (index < 0 || (!isUntoldToo && _runs.FindIndex(0, index + 1, static run => !run.IsTold) >= 0))
        {
            return false;
        }

        for (int forgotten = 0; forgotten <= index; forgotten++)
        {
            cost += _runs[forgotten].Cost;
            Forgotten += _runs[forgotten].Length;
        }

        _runs.RemoveRange(0, index + 1);
        FailureCount--;
        Cost -= cost;
        return true;
    }

    /// <summary>Takes the outcomes of all messages up to a number.</summary>
    /// <param name="last">The number.</param>
    /// <param name="forgotten">How many more there were, which have been forgotten.</param>
    public OutcomeRun[] Take(long last, out long forgotten)
    {
        forgotten = Forgotten;
        Forgotten = 0;
        int count = FindFirstBehind(last);
        OutcomeRun[] taken = [.. _runs[..count]];
        _runs.RemoveRange(0, count);
        FailureCount -= taken.Count(static run => run.IsFailure);
        Cost -= taken.Sum(static run => run.Cost);
        if (count > 0 && taken[^1].Last > last)
        {
            _runs.Insert(0, taken[^1] with { First = last + 1 });
            FailureCount += taken[^1].IsFailure ? 1 : 0;
            taken[^1] = taken[^1] with { Last = last };
        }

        return taken;
    }

    /// <summary>The index of the first run that begins behind a number, by binary search.</summary>
    private int FindFirstBehind(long number)
    {
        int low = 0;
        int high = _runs.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_runs[middle].First > number)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
