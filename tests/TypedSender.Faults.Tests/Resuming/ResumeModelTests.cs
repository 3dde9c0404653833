using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using TypedSender.Faults.Tests.Fuzzing;
using Xunit.Abstractions;

namespace TypedSender.Faults.Tests.Resuming;

/// <summary>
/// Links that are lost at random frames and resumed, against a receiver that is modelled on the standard (AMQP 1.0, 2.6.13): what a sender reports as accepted was taken exactly once, what it reports otherwise was not taken,
/// nothing is taken twice, and where both maps prove it, nothing is indeterminate.
/// </summary>
public class ResumeModelTests(ITestOutputHelper output)
{
    private const int Scripts = 300;
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;

    [Fact]
    public void A_sender_and_the_model_agree() => Check(FuzzSettings.FixedSeed);

    [Fact]
    public void A_sender_and_the_model_agree_in_other_scripts_each_time() => Check(FuzzSettings.FreshSeed);

    private void Check(ulong seed)
    {
        int scripts = 0, sends = 0, resumed = 0, settled = 0;
        Config config = Config.QuickThrowOnFailure.WithMaxTest(Scripts).WithQuietOnSuccess(true).WithReplay(seed, Gamma);
        try
        {
            Prop.ForAll(ResumeScript.Arbitrary, script =>
            {
                ResumeRun run = new(script);
                run.RunAsync().GetAwaiter().GetResult();
                scripts++;
                sends += run.Counts.Sends;
                resumed += run.Counts.Resumed;
                settled += run.Counts.Settled;
            }).Check(config);
            Assert.InRange(resumed, 1, int.MaxValue);
            Assert.InRange(settled, 1, int.MaxValue);
        }
        finally
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resume seed={seed} scripts={scripts} sends={sends} resumed={resumed} settled={settled}"));
        }
    }
}
