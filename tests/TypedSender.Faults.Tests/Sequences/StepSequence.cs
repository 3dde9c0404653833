using FsCheck;
using FsCheck.Fluent;

namespace TypedSender.Faults.Tests.Sequences;

/// <summary>Steps one after another, how they are made up, and how a sequence that fails is made shorter.</summary>
internal sealed record StepSequence(Step[] Steps)
{
    private const int MostSteps = 60;

    // Beyond half of the numbers, nobody can tell before from behind (RFC 1982); drained credit counts as used.
    private const int MostCredit = 1_000_000;

    // How often each kind comes; to begin and to attach, so that most sequences get to send.
    private static readonly (int Weight, StepKind Kind)[] Weights =
    [
        (2, StepKind.Begin), (4, StepKind.Attach), (12, StepKind.Send), (3, StepKind.SendLarge), (3, StepKind.SendSettled), (4, StepKind.Cancel), (2, StepKind.Detach), (1, StepKind.End),
        (2, StepKind.PeerBegin), (4, StepKind.PeerAttach), (1, StepKind.PeerRefuse), (14, StepKind.PeerFlow), (4, StepKind.PeerWindow), (14, StepKind.PeerSettle), (2, StepKind.PeerDetach),
        (1, StepKind.PeerEnd), (1, StepKind.PeerErrs),
    ];

    /// <summary>How most connections begin.</summary>
    private static readonly Step[] Opening =
    [
        new(StepKind.Begin, 0, 0, 0, 0, 0), new(StepKind.PeerBegin, 0, 0, 50, 0, 0), new(StepKind.Attach, 0, 0, 0, 0, 0), new(StepKind.PeerAttach, 0, 0, 0, 0, 0),
        new(StepKind.Attach, 1, 0, 0, 0, 0), new(StepKind.PeerAttach, 1, 0, 0, 0, 0), new(StepKind.PeerFlow, 0, 10, 50, 0, 0), new(StepKind.PeerFlow, 1, 5, 50, 0, 0),
    ];

    public static Arbitrary<StepSequence> Arbitrary { get; } = Arb.From(Generate(), Shrink);

    public override string ToString() => string.Concat(Steps.Select(static step => $"\n    {step}"));

    private static Gen<StepSequence> Generate()
    {
        Gen<Step> step =
            from kind in Gen.Frequency(Weights.Select(static entry => (entry.Weight, Gen.Constant(entry.Kind))))
            from link in Gen.Choose(0, 1)
            from amount in Gen.Frequency((8, Gen.Choose(0, 12)), (1, Gen.Choose(0, 300)), (1, Gen.Constant(MostCredit)))
            from window in Gen.Frequency((6, Gen.Choose(0, 40)), (2, Gen.Choose(0, 5)), (1, Gen.Constant(int.MaxValue)))
            from lag in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(0, 8)))
            from flags in Gen.Choose(0, 255)
            select new Step(kind, link, amount, window, lag, flags);
        return
            from isOpened in Gen.Frequency((7, Gen.Constant(true)), (1, Gen.Constant(false)))
            from count in Gen.Choose(1, MostSteps)
            from steps in step.ArrayOf(count)
            select new StepSequence([.. isOpened ? Opening : [], .. steps]);
    }

    /// <summary>Without a half, a quarter, … one of its steps; then with smaller numbers.</summary>
    private static IEnumerable<StepSequence> Shrink(StepSequence sequence)
    {
        Step[] steps = sequence.Steps;
        for (int size = Math.Max(1, steps.Length / 2); size > 0; size /= 2)
        {
            for (int start = 0; start + size <= steps.Length; start += size)
            {
                yield return new StepSequence([.. steps[..start], .. steps[(start + size)..]]);
            }
        }

        for (int index = 0; index < steps.Length; index++)
        {
            Step step = steps[index];
            foreach (Step simpler in (Step[])[step with { Amount = step.Amount / 2 }, step with { Window = step.Window / 2 }, step with { Lag = 0 }, step with { Flags = step.Flags & (step.Flags - 1) }])
            {
                if (simpler != step)
                {
                    yield return new StepSequence([.. steps[..index], simpler, .. steps[(index + 1)..]]);
                }
            }
        }
    }
}
