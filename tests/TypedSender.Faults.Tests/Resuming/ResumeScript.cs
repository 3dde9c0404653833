using FsCheck;
using FsCheck.Fluent;

namespace TypedSender.Faults.Tests.Resuming;

/// <summary>How an attachment of the link ends.</summary>
internal enum LossKind
{
    Reset,
    HangUp,
    Detach,
    EndSession,
    DetachClosed,
}

/// <summary>What the receiver decides about a message once it has all of it.</summary>
internal enum Verdict
{
    Accept,
    Reject,
    Release,

    /// <summary>Nothing, until the delivery is resumed or sent anew; then it accepts.</summary>
    Hold,
}

/// <summary>One attachment of the link, and its end.</summary>
/// <param name="Sends">How many messages the sender is given once it is attached.</param>
/// <param name="TransfersIn">How many transfer and disposition frames the receiver gets before the end.</param>
/// <param name="VerdictsOut">How many outcomes it gets off before the end, decided or not.</param>
/// <param name="Loss">How it ends.</param>
/// <param name="MostNamed">How many deliveries the receiver's attach names at the most; 0 for all.</param>
/// <param name="Forgets">Whether the receiver has lost its state when the link is attached.</param>
internal sealed record Attachment(int Sends, int TransfersIn, int VerdictsOut, LossKind Loss, int MostNamed, bool Forgets);

/// <summary>A link and its losses; after the last of them the receiver gets everything and decides about everything.</summary>
/// <param name="SettlesSecond">Whether the receiver waits for the sender to settle (AMQP 1.0, 2.8.3).</param>
/// <param name="MaxFrameSize">The largest frame of the receiver, in bytes: with a small one the maps do not fit, and messages take several frames.</param>
/// <param name="Attachments">The attachments that are lost.</param>
/// <param name="Verdicts">By the number of the message, over and over.</param>
internal sealed record ResumeScript(bool SettlesSecond, uint MaxFrameSize, Attachment[] Attachments, Verdict[] Verdicts)
{
    // The smallest that a peer may have (AMQP 1.0, 2.8.19).
    private const uint SmallFrame = 512;

    /// <summary>
    /// Whether each outcome can be known: the receiver keeps its state, a delivery that it does not name has not been taken, and maps are complete. An incomplete map may name what the sender has settled
    /// long ago, and nothing else, over and over.
    /// </summary>
    public bool IsDecidable => SettlesSecond && MaxFrameSize > SmallFrame
        && Array.TrueForAll(Attachments, static attachment => !attachment.Forgets && attachment.MostNamed == 0 && attachment.Loss != LossKind.DetachClosed);

    public static Arbitrary<ResumeScript> Arbitrary { get; } = Arb.From(Generate(), Shrink);

    public override string ToString() => $"second={SettlesSecond} frames={MaxFrameSize} verdicts={string.Join(',', Verdicts)}{string.Concat(Attachments.Select(static attachment => $"\n    {attachment}"))}";

    private static Gen<ResumeScript> Generate()
    {
        Gen<Attachment> attachment =
            from sends in Gen.Frequency((6, Gen.Choose(0, 8)), (2, Gen.Choose(20, 60)))
            from transfers in Gen.Frequency((1, Gen.Constant(0)), (5, Gen.Choose(1, 12)), (2, Gen.Choose(12, 80)))
            from verdicts in Gen.Frequency((2, Gen.Constant(0)), (5, Gen.Choose(0, 8)), (1, Gen.Constant(100)))
            from loss in Gen.Frequency((5, Gen.Constant(LossKind.Reset)), (3, Gen.Constant(LossKind.HangUp)), (3, Gen.Constant(LossKind.Detach)), (2, Gen.Constant(LossKind.EndSession)), (1, Gen.Constant(LossKind.DetachClosed)))
            from named in Gen.Frequency((5, Gen.Constant(0)), (2, Gen.Choose(1, 3)))
            from forgets in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
            select new Attachment(sends, transfers, verdicts, loss, named, forgets);
        return
            from second in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
            from frames in Gen.Elements(SmallFrame, 65_536u)
            from count in Gen.Choose(1, 5)
            from attachments in attachment.ArrayOf(count)
            from verdicts in Gen.Frequency((5, Gen.Constant(Verdict.Accept)), (1, Gen.Constant(Verdict.Reject)), (1, Gen.Constant(Verdict.Release)), (3, Gen.Constant(Verdict.Hold))).ArrayOf(7)
            select new ResumeScript(second, frames, attachments, verdicts);
    }

    /// <summary>Without one of the losses; then with smaller numbers.</summary>
    private static IEnumerable<ResumeScript> Shrink(ResumeScript script)
    {
        for (int index = 0; index < script.Attachments.Length; index++)
        {
            if (script.Attachments.Length > 1)
            {
                yield return script with { Attachments = [.. script.Attachments[..index], .. script.Attachments[(index + 1)..]] };
            }

            Attachment attachment = script.Attachments[index];
            foreach (Attachment simpler in (Attachment[])[attachment with { Sends = attachment.Sends / 2 }, attachment with { MostNamed = 0 }, attachment with { Loss = LossKind.Reset }])
            {
                if (simpler != attachment)
                {
                    yield return script with { Attachments = [.. script.Attachments[..index], simpler, .. script.Attachments[(index + 1)..]] };
                }
            }
        }
    }
}
