using TypedSender.Report;
using TypedSender.Report.Mutants;
using TypedSender.Report.Packages;

// TypedSender.Report mutants <survivors.md> <mutants.md> <mutation-report.json>...
// Sums up runs of dotnet-stryker, and ends with 1 if too few mutants were killed or the list of survivors is not that of the runs.
if (args is ["mutants", string survivors, string summary, .. string[] runs])
{
    MutantReport mutants = new([.. runs.SelectMany(Mutant.ReadAll)], Survivors.Read(survivors));
    string[] complaints = [.. mutants.Complaints()];
    File.WriteAllText(summary, mutants.Write());
    Array.ForEach(complaints, Console.WriteLine);
    Console.WriteLine($"{mutants.Summary} killed, {complaints.Length} complaints");
    return complaints.Length == 0 ? 0 : 1;
}

// TypedSender.Report packages <folder>
// Prints the table of docs/packages.md of the packages in a folder.
if (args is ["packages", string folder])
{
    Array.ForEach([.. PackageTable.Write(Package.ReadAll(folder))], Console.WriteLine);
    return 0;
}

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
