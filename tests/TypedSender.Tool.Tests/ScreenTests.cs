using Spectre.Console;
using Spectre.Console.Rendering;
using Spectre.Console.Testing;
using TypedSender.Tool.Broker;
using TypedSender.Tool.Doctor;
using TypedSender.Tool.Explaining;

namespace TypedSender.Tool.Tests;

/// <summary>The screens of <c>broker</c>, <c>doctor</c> and <c>explain</c> at 80 and 120 columns, with and without colour.</summary>
public class ScreenTests
{
    public static TheoryData<int, bool> Consoles => new() { { 80, false }, { 80, true }, { 120, false }, { 120, true } };

    [Theory]
    [MemberData(nameof(Consoles))]
    public void Broker(int width, bool hasColors) => Verify(width, hasColors, BrokerScreen.Render("amqp://127.0.0.1:5672", new BrokerSample(
        [new QueueSample("orders", 12, 1_204_331, 20_512.4, 3, 1), new QueueSample("a-queue-whose-name-is-longer-than-others-have-them/and-then-some", 0, 0, 0, 0, 0)],
        [new LinkSample(true, "orders", "Shop-4711-0f1e2d3c4b5a", "alice"), new LinkSample(false, "orders", "Warehouse", "")],
        2)));

    [Theory]
    [MemberData(nameof(Consoles))]
    public void Doctor(int width, bool hasColors) => Verify(width, hasColors, DoctorScreen.Render("localhost:5671",
    [
        new DiagnosisStep("DNS", Verdict.Good, TimeSpan.FromMilliseconds(0.4), "localhost is ::1, 127.0.0.1"),
        new DiagnosisStep("TCP", Verdict.Good, TimeSpan.FromMilliseconds(0.8), "port 5671 is open"),
        new DiagnosisStep("TLS", Verdict.Bad, TimeSpan.FromMilliseconds(1234.5), "The certificate of localhost:5671 is not trusted (UntrustedRoot). Add its authority to SendClientOptions.TrustedAuthorities, or to the store of this machine."),
        new DiagnosisStep("SASL", Verdict.Skipped, TimeSpan.Zero, "not reached"),
    ]));

    [Theory]
    [MemberData(nameof(Consoles))]
    public void Suite(int width, bool hasColors) => Verify(width, hasColors, DoctorScreen.Render(
        [.. SuiteCases.All.Where(each => each.Name is "amqp-value: null" or "header" or "data").Select(each => new SuiteResult(each, each.Name == "header" ? "priority of header came as 4" : null, TimeSpan.FromMilliseconds(2)))]));

    [Theory]
    [MemberData(nameof(Consoles))]
    public void Explain(int width, bool hasColors)
    {
        byte[] bytes = [.. InputBytes.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/TypedSender.Interop.Tests/Golden/application-property-decimal.hex")))!, 0xFF];
        Verify(width, hasColors, ExplainScreen.Render(bytes, ByteAnnotator.Annotate(bytes), width));
    }

    private static void Verify(int width, bool hasColors, IRenderable screen, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        TestConsole console = new TestConsole().Width(width);
        console.EmitAnsiSequences = hasColors;
        console.Profile.Capabilities.ColorSystem = hasColors ? ColorSystem.EightBit : ColorSystem.NoColors;
        console.Write(screen);

        ToolResult result = new(0, console.Output.ReplaceLineEndings("\n"), "");
        result.AssertFits(width);
        Assert.Equal(hasColors, result.Output.Contains('\u001b'));
        Snapshot.Verify(result.Output.Replace("\u001b", "ESC", StringComparison.Ordinal), $"{width}{(hasColors ? "-color" : "")}", method: method);
    }
}
