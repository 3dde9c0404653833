namespace TypedSender.Tests.Queueing;

/// <summary>The outcomes that no report has told, against a sorted list of all of them.</summary>
public sealed class OutcomeLogTests
{
    [Fact]
    public void Outcomes_in_any_order_are_reported_in_order_and_once()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            OutcomeLog log = new(mostRuns: 100);
            int count = random.Next(1, 60);
            SendOutcome[] outcomes = [.. Enumerable.Range(0, count + 1).Select(_ => random.Next(3) == 0 ? SendOutcome.Released : SendOutcome.Accepted)];
            long[] numbers = [.. Enumerable.Range(1, count).Select(number => (long)number)];

            // As messages end: not far from the order of their numbers.
            numbers = [.. numbers.OrderBy(number => number + random.Next(8))];
            List<QueuedMessageOutcome> told = [];
            List<QueuedMessageOutcome> added = [];
            foreach (long number in numbers)
            {
                log.Add(new OutcomeRun(number, number, outcomes[number], IsTold: false));
                added.Add(new QueuedMessageOutcome(number, outcomes[number]));
                if (random.Next(10) == 0)
                {
                    long last = random.Next(count + 1);
                    QueuedMessageOutcome[] report = [.. new SendQueueReport("a", false, log.Take(last, out _), 0).Outcomes];
                    Assert.Equal(added.Where(outcome => outcome.Number <= last).OrderBy(outcome => outcome.Number), report);
                    added.RemoveAll(outcome => outcome.Number <= last);
                    told.AddRange(report);
                }
            }

            Assert.Equal(added.OrderBy(outcome => outcome.Number), new SendQueueReport("a", false, log.Take(long.MaxValue - 1, out _), 0).Outcomes);
            Assert.Equal((0, 0), (log.Count, log.FailureCount));
        }
    }

    [Fact]
    public void Those_that_are_alike_are_one_run()
    {
        OutcomeLog log = new(mostRuns: 100);
        foreach (long number in (long[])[1, 3, 5, 4, 2, 1000])
        {
            log.Add(new OutcomeRun(number, number, SendOutcome.Accepted, IsTold: false));
        }

        Assert.Equal((2, 0), (log.Count, log.FailureCount));
    }

    [Fact]
    public void The_oldest_failure_is_forgotten_with_what_is_before_it()
    {
        OutcomeLog log = new(mostRuns: 100);
        Assert.False(log.TryForgetOldest(isUntoldToo: true, out _));
        log.Add(new OutcomeRun(1, 1, SendOutcome.Accepted, IsTold: true));
        Assert.False(log.TryForgetOldest(isUntoldToo: true, out _));
        log.Add(new OutcomeRun(2, 2, SendOutcome.Released, IsTold: true) { Cost = 7 });
        log.Add(new OutcomeRun(3, 3, SendOutcome.Accepted, IsTold: false));
        log.Add(new OutcomeRun(4, 4, SendOutcome.Released, IsTold: true));

        Assert.True(log.TryForgetOldest(isUntoldToo: false, out long cost));
        Assert.Equal((7, 2, 1), (cost, log.Forgotten, log.FailureCount));
        Assert.False(log.TryForgetOldest(isUntoldToo: false, out _));
        Assert.True(log.TryForgetOldest(isUntoldToo: true, out _));
        Assert.Equal((0, 4), (log.Count, log.Forgotten));
    }

    [Fact]
    public void Successes_of_two_kinds_that_take_turns_are_forgotten_from_the_oldest_on()
    {
        OutcomeLog log = new(mostRuns: 3);
        log.Add(new OutcomeRun(1, 1, SendOutcome.Released, IsTold: false));
        for (long number = 2; number <= 9; number++)
        {
            log.Add(new OutcomeRun(number, number, number % 2 == 0 ? SendOutcome.Accepted : SendOutcome.Unconfirmed, IsTold: false));
        }

        Assert.Equal([1, 8, 9], new SendQueueReport("a", false, log.Take(9, out long forgotten), forgotten).Outcomes.Select(outcome => outcome.Number));
        Assert.Equal(6, forgotten);
    }
}
