using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TypedSender.Tool.Doctor;

/// <summary>Shows a diagnosis, or the results of a suite.</summary>
internal static class DoctorScreen
{
    public static IRenderable Render(string endpoint, IReadOnlyList<DiagnosisStep> steps)
    {
        Table table = Screens.MakeTable("step", "verdict", "time", "what was found");
        table.Columns[2].RightAligned();
        foreach (DiagnosisStep step in steps)
        {
            table.AddRow(new Text(step.Name), ShowVerdict(step.Verdict), new Text(step.Verdict == Verdict.Skipped ? "" : ShowTime(step.Elapsed)), new Text(step.Text));
        }

        return new Rows(new Text(endpoint, new Style(decoration: Decoration.Bold)), table, Conclude(steps));
    }

    public static IRenderable Render(IReadOnlyList<SuiteResult> results)
    {
        Table table = Screens.MakeTable("part", "case", "verdict", "time", "what was found");
        table.Columns[3].RightAligned();
        string part = "";
        foreach (SuiteResult result in results)
        {
            table.AddRow(new Text(result.Case.Part == part ? "" : result.Case.Part), new Text(result.Case.Name), ShowVerdict(result.Failure is null ? Verdict.Good : Verdict.Bad), new Text(ShowTime(result.Elapsed)), Screens.Cell(result.Failure ?? ""));
            part = result.Case.Part;
        }

        int bad = results.Count(static result => result.Failure is not null);
        return new Rows(table, bad == 0 ? new Text($"All {results.Count} cases are as AMQP 1.0 has them.", Screens.Good) : new Text($"{bad} of {results.Count} cases differ.", Screens.Bad));
    }

    private static Text Conclude(IReadOnlyList<DiagnosisStep> steps) => steps.FirstOrDefault(static step => step.Verdict == Verdict.Bad) is { } bad
        ? new Text($"It fails at {bad.Name}.", Screens.Bad)
        : new Text("All steps succeed.", Screens.Good);

    private static Text ShowVerdict(Verdict verdict) => verdict switch
    {
        Verdict.Good => new Text("ok", Screens.Good),
        Verdict.Bad => new Text("FAULT", Screens.Bad),
        _ => new Text("-", Screens.Faint),
    };

    private static string ShowTime(TimeSpan elapsed) => string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds:N1} ms");
}
