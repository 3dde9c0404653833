using TypedSender.Report;

// TypedSender.Report <results> <report.md> [--full] [--search <folder>]...
// Writes what the tests of a run printed, and with --full ends with 1 if something demanded is missing. The reasons go to standard output, one a line.
if (args.Length < 2)
{
    Console.Error.WriteLine("TypedSender.Report <results> <report.md> [--full] [--search <folder>]...");
    return 2;
}

string results = Path.GetFullPath(args[0]);
string root = Directory.GetCurrentDirectory();
bool isFull = args.Contains("--full");
bool isSkippingAllowed = Environment.GetEnvironmentVariable("CI") != "true";
List<string> searched = [.. Directory.EnumerateFiles(results, "*", SearchOption.AllDirectories)];
for (int i = 2; i + 1 < args.Length; i++)
{
    if (args[i] == "--search" && Directory.Exists(args[i + 1]))
    {
        searched.AddRange(Directory.EnumerateFiles(args[i + 1], "*", SearchOption.AllDirectories));
    }
}

TestResults[] projects = TestResults.ReadAll(results);
ReportText report = new(projects, Coverage.Read(results, root), CanarySearch.Run(searched), isFull, isSkippingAllowed);
File.WriteAllText(args[1], report.Write(Machine.Describe(root)));
foreach (string complaint in report.Complaints)
{
    Console.WriteLine(complaint);
}

return report.Complaints.Count == 0 ? 0 : 1;
