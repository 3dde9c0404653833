using System.Globalization;
using System.Xml.Linq;

namespace TypedSender.Report;

/// <summary>Lines covered by any of the runs. Generated code counts neither way: what is measured is what people wrote.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, SourceLines> _files = new(StringComparer.Ordinal);

    private Coverage()
    {
    }

    public bool IsEmpty => _files.Count == 0;

    /// <summary>Reads every Cobertura file below a folder.</summary>
    /// <param name="folder">The folder of the results.</param>
    /// <param name="root">The repository; paths are told from there.</param>
    public static Coverage Read(string folder, string root)
    {
        Coverage coverage = new();
        foreach (string path in Directory.EnumerateFiles(folder, "coverage.cobertura.xml", SearchOption.AllDirectories))
        {
            coverage.Add(XElement.Load(path), root);
        }

        return coverage;
    }

    /// <summary>Lines and covered lines of an assembly.</summary>
    public Share OfAssembly(string name) => Share.Of(_files.Values.Where(file => file.Assembly == name));

    /// <summary>The same for each folder of it.</summary>
    public IEnumerable<(string Folder, Share Share)> FoldersOf(string name) =>
        from file in _files
        where file.Value.Assembly == name
        group file.Value by Path.GetDirectoryName(file.Key)! into folder
        orderby folder.Key
        select (folder.Key, Share.Of(folder));

    /// <summary>The files with the most lines that no run came by, and which lines those are.</summary>
    public IEnumerable<(string File, string Lines)> MostMissed(int count) =>
        (from file in _files
         let missed = file.Value.Missed
         where missed.Length > 0 && Expectations.Covered.Contains(file.Value.Assembly)
         orderby missed.Length descending, file.Key
         select (file.Key, Ranges(missed))).Take(count);

    private void Add(XElement report, string root)
    {
        string[] sources = [.. report.Descendants("source").Select(source => source.Value)];
        foreach (XElement package in report.Descendants("package"))
        {
            foreach (XElement type in package.Descendants("class"))
            {
                string file = type.Attribute("filename")!.Value;
                string full = sources.Select(source => Path.Combine(source, file)).FirstOrDefault(File.Exists) ?? file;
                if (full.EndsWith(".g.cs", StringComparison.Ordinal))
                {
                    continue;
                }

                string relative = Path.GetRelativePath(root, full);
                if (!_files.TryGetValue(relative, out SourceLines? lines))
                {
                    _files.Add(relative, lines = new SourceLines(package.Attribute("name")!.Value));
                }

                lines.Add(type.Element("lines")?.Elements("line") ?? []);
            }
        }
    }

    private static string Ranges(int[] lines)
    {
        List<string> ranges = [];
        for (int i = 0; i < lines.Length; i++)
        {
            int first = lines[i];
            while (i + 1 < lines.Length && lines[i + 1] == lines[i] + 1)
            {
                i++;
            }

            ranges.Add(first == lines[i] ? $"{first}" : $"{first}-{lines[i]}");
        }

        return string.Join(' ', ranges);
    }

    /// <summary>How many lines there are and how many of them were covered.</summary>
    internal readonly record struct Share(int Lines, int Covered)
    {
        public double Percent => Lines == 0 ? 0 : 100.0 * Covered / Lines;

        public static Share Of(IEnumerable<SourceLines> files) =>
            files.Aggregate(default(Share), (sum, file) => new Share(sum.Lines + file.Count, sum.Covered + file.Covered));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Percent:0.0} % ({Covered} of {Lines})");
    }

    /// <summary>The lines of one file.</summary>
    internal sealed class SourceLines(string assembly)
    {
        private readonly SortedDictionary<int, bool> _lines = [];

        public string Assembly => assembly;

        public int Count => _lines.Count;

        public int Covered => _lines.Count(line => line.Value);

        public int[] Missed => [.. _lines.Where(line => !line.Value).Select(line => line.Key)];

        public void Add(IEnumerable<XElement> lines)
        {
            foreach (XElement line in lines)
            {
                int number = int.Parse(line.Attribute("number")!.Value, CultureInfo.InvariantCulture);
                bool isHit = line.Attribute("hits")!.Value != "0";
                _lines[number] = isHit || _lines.GetValueOrDefault(number);
            }
        }
    }
}
