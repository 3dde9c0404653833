using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using TypedSender.Faults.Tests.Fuzzing;
using Xunit.Abstractions;

namespace TypedSender.Faults.Tests.Sequences;

/// <summary>
/// Random sequences of what a sender does and what its peer says, over sessions, links, credit, windows and ids, against a model of the standard: never more transfers than
/// credit and window allow, ids that rise by one in the order of the wire, one outcome for each delivery, the credit equation, silence on what is closed.
/// </summary>
public class SequenceTests(ITestOutputHelper output)
{
    private const int Sequences = 10_000;
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;

    /// <summary>From here every number passes its wrap (AMQP 1.0, 2.8.10).</summary>
    private const uint JustBeforeTheWrap = uint.MaxValue - 63;

    [Theory]
    [InlineData(0)]
    [InlineData(JustBeforeTheWrap)]
    public void An_engine_keeps_to_the_model(uint firstId) => Check(firstId, FuzzSettings.FixedSeed);

    [Theory]
    [InlineData(0)]
    [InlineData(JustBeforeTheWrap)]
    public void An_engine_keeps_to_the_model_in_other_sequences_each_time(uint firstId) => Check(firstId, FuzzSettings.FreshSeed);

    private void Check(uint firstId, ulong seed)
    {
        long steps = 0, sequences = 0;
        Config config = Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithQuietOnSuccess(true).WithReplay(seed, Gamma);
        try
        {
            Prop.ForAll(StepSequence.Arbitrary, sequence =>
            {
                SequenceRun run = new(firstId);
                run.Run(sequence.Steps);
                steps += run.Performed;
                sequences++;
            }).Check(config);
        }
        finally
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sequence seed={seed} first_id={firstId} sequences={sequences} steps={steps}"));
        }
    }
}
