using System.Globalization;
using System.Xml.Linq;

namespace TypedSender.Report;

/// <summary>What one test project's .trx file says.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Skipped">How many were skipped.</param>
/// <param name="Elapsed">From the project's start to its end.</param>
/// <param name="Facts">What its passed tests printed for the report.</param>
internal sealed record TestResults(string Project, int Passed, int Failed, int Skipped, TimeSpan Elapsed, IReadOnlyList<Fact> Facts)
{
    public static TestResults[] ReadAll(string folder) =>
        [.. from path in Directory.EnumerateFiles(folder, "*.trx") orderby path select Read(path)];

    private static TestResults Read(string path)
    {
        XElement root = XElement.Load(path);
        XNamespace ns = root.Name.Namespace;
        string project = Path.GetFileNameWithoutExtension(path);
        int passed = 0, failed = 0, skipped = 0;
        List<Fact> facts = [];
        foreach (XElement test in root.Descendants(ns + "UnitTestResult"))
        {
            switch (test.Attribute("outcome")?.Value)
            {
                case "Passed":
                    passed++;
                    string text = test.Element(ns + "Output")?.Element(ns + "StdOut")?.Value ?? "";
                    facts.AddRange(text.Split('\n').Select(line => Fact.Parse(line, project)).OfType<Fact>());
                    break;
                case "NotExecuted":
                    skipped++;
                    break;
                default:
                    failed++;
                    break;
            }
        }

        // What watched a whole process leaves its line in a file of its own.
        string watched = Path.ChangeExtension(path, ".facts");
        if (File.Exists(watched))
        {
            facts.AddRange(File.ReadLines(watched).Select(line => Fact.Parse(line, project)).OfType<Fact>());
        }

        XElement? times = root.Element(ns + "Times");
        return new TestResults(project, passed, failed, skipped, Time(times, "finish") - Time(times, "start"), facts);
    }

    private static DateTimeOffset Time(XElement? times, string name) =>
        DateTimeOffset.TryParse(times?.Attribute(name)?.Value, CultureInfo.InvariantCulture, out DateTimeOffset time) ? time : default;
}
