using System.Globalization;
using System.Text;

namespace TypedSender.Report;

/// <summary>The report as Markdown.</summary>
internal sealed class ReportText
{
    private readonly TestResults[] _projects;
    private readonly Coverage _coverage;
    private readonly CanarySearch.Result _canary;
    private readonly bool _isFull;
    private readonly bool _isSkippingAllowed;
    private readonly Fact[] _facts;
    private readonly StringBuilder _text = new();

    public ReportText(TestResults[] projects, Coverage coverage, CanarySearch.Result canary, bool isFull, bool isSkippingAllowed)
    {
        (_projects, _coverage, _canary, _isFull, _isSkippingAllowed) = (projects, coverage, canary, isFull, isSkippingAllowed);
        _facts = [.. projects.SelectMany(project => project.Facts)];
        Complaints = [.. AllComplaints()];
    }

    /// <summary>What is missing or wrong.</summary>
    public IReadOnlyList<string> Complaints { get; }

    public string Write(IEnumerable<(string What, string Value)> machine)
    {
        Line("# Reliability report");
        Line();
        Line(_isFull ? "A full run of `tests/run.sh`." : "A run of a part of the tests: only what ran is told, and nothing is demanded.");
        Line();
        Table(["", ""], machine.Select(row => new[] { row.What, row.Value }));
        WriteSummary();
        WriteFaults();
        foreach (Expectation expectation in Expectations.All.Where(expectation => expectation.Programme is not ("fault" or "bug" or "proxy" or "canary")))
        {
            WriteLines(expectation.Title, [.. _facts.Where(fact => fact.Programme == expectation.Programme)]);
        }

        WriteCanary();
        WriteCoverage();
        WriteProjects();
        return _text.ToString();
    }

    private IEnumerable<string> AllComplaints()
    {
        // A secret that got out is wrong however little was run, and so is a search that misses what it planted itself.
        foreach (string hit in _canary.Hits)
        {
            yield return $"a secret of the tests stands in {hit}";
        }

        if (_canary.Found != _canary.Planted)
        {
            yield return $"the search for secrets found {_canary.Found} of {_canary.Planted} that it had planted";
        }

        if (!_isFull)
        {
            yield break;
        }

        foreach (Expectation expectation in Expectations.All.Where(expectation => !IsExcused(expectation)))
        {
            foreach (string complaint in expectation.Complaints(FactsOf(expectation)))
            {
                yield return complaint;
            }
        }

        foreach (string assembly in Expectations.Covered)
        {
            Coverage.Share share = _coverage.OfAssembly(assembly);
            if (share.Percent < Expectations.LinesCovered)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{share} of the lines of {assembly} are covered, {Expectations.LinesCovered} % are demanded");
            }
        }
    }

    /// <summary>Where a part cannot be installed its tests are skipped and say so; with CI=true nothing may be skipped.</summary>
    private bool IsExcused(Expectation expectation) =>
        _isSkippingAllowed && _projects.Any(project => project.Project == expectation.Project && project.Skipped > 0);

    private Fact[] FactsOf(Expectation expectation) => expectation.Of(_facts);

    private void WriteSummary()
    {
        Heading("What was seen");
        Table(
            ["programme", "seen", "verdict"],
            from expectation in Expectations.All
            let facts = FactsOf(expectation)
            where _isFull || facts.Length > 0
            select new[] { expectation.Title, expectation.Summary(facts), Verdict(expectation, facts) });
        if (Complaints.Count > 0)
        {
            Heading("Missing or wrong");
            foreach (string complaint in Complaints)
            {
                Line($"- {complaint}");
            }
        }
    }

    private string Verdict(Expectation expectation, Fact[] facts) =>
        !expectation.Complaints(facts).Any() ? "as demanded" : !_isFull ? "a part" : IsExcused(expectation) ? "tests skipped" : "**missing or wrong**";

    private void WriteFaults()
    {
        Fact[] faults = FactsOf(Expectations.All.Single(expectation => expectation.Programme == "fault"));
        if (faults.Length == 0)
        {
            return;
        }

        Heading("Scripted faults");
        Table(
            ["fault", "outcome", "elapsed ms", "bound ms"],
            from fault in faults orderby fault["name"] select new[] { fault["name"] ?? "-", fault["outcome"] ?? "-", fault["elapsed_ms"] ?? "-", fault["bound_ms"] ?? "-" });
    }

    /// <summary>The lines of a programme as the tests printed them.</summary>
    private void WriteLines(string title, Fact[] facts)
    {
        if (facts.Length == 0)
        {
            return;
        }

        Heading(title);
        Line("```text");
        foreach (Fact fact in facts)
        {
            Line($"{fact.Programme} {string.Join(' ', fact.Values.Select(pair => $"{pair.Key}={pair.Value}"))}");
        }

        Line("```");
    }

    private void WriteCanary()
    {
        Heading("Canary secrets");
        Line("Every secret of the tests begins with one mark. The mark was looked for, as text, UTF-16, hexadecimal, Base64 and numbers, in what the run left behind:");
        Line("results, console output, logs, generated code. (A password goes over the wire in SASL, and a broker keeps its users: neither is ours to hide.)");
        Line();
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"`canary hits={_canary.Hits.Count} sources={_canary.Files} bytes={_canary.Bytes} planted={_canary.Planted} found={_canary.Found}`"));
        foreach (Fact fact in _facts.Where(fact => fact.Programme == "canary"))
        {
            Line();
            Line($"`canary {string.Join(' ', fact.Values.Select(pair => $"{pair.Key}={pair.Value}"))}` ({fact.Project})");
        }
    }

    private void WriteCoverage()
    {
        if (_coverage.IsEmpty)
        {
            return;
        }

        Heading("Lines covered");
        Line("By the ordinary tests, in the build that is shipped; generated code counts neither way.");
        Line();
        Table(
            ["", "lines"],
            from assembly in Expectations.Covered
            from row in (IEnumerable<string[]>)[[$"**{assembly}**", $"**{_coverage.OfAssembly(assembly)}**"], .. _coverage.FoldersOf(assembly).Select(folder => new[] { folder.Folder, $"{folder.Share}" })]
            select row);
        Line();
        Line("The most lines that no test came by:");
        Line();
        Table(["file", "lines"], _coverage.MostMissed(12).Select(row => new[] { row.File, row.Lines }));
    }

    private void WriteProjects()
    {
        Heading("Test projects");
        IEnumerable<string[]> rows =
            from project in _projects
            select new[] { project.Project, $"{project.Passed}", $"{project.Failed}", $"{project.Skipped}", Seconds(project.Elapsed) };
        string[] sum = ["in all", $"{_projects.Sum(project => project.Passed)}", $"{_projects.Sum(project => project.Failed)}", $"{_projects.Sum(project => project.Skipped)}", Seconds(TimeSpan.FromTicks(_projects.Sum(project => project.Elapsed.Ticks)))];
        Table(["project", "passed", "failed", "skipped", "seconds"], [.. rows, sum]);
    }

    private static string Seconds(TimeSpan elapsed) => elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    private void Heading(string title)
    {
        Line();
        Line($"## {title}");
        Line();
    }

    private void Table(string[] head, IEnumerable<string[]> rows)
    {
        Line($"| {string.Join(" | ", head)} |");
        Line($"|{string.Concat(Enumerable.Repeat("---|", head.Length))}");
        foreach (string[] row in rows)
        {
            Line($"| {string.Join(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |");
        }
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
