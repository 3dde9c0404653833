using System.Text.RegularExpressions;
using TypedSender.Matrix.Tests.Rows;

namespace TypedSender.Matrix.Tests.Compilers;

/// <summary>Compiles rows in batches, and gives each its part of what is said. Rows at which the compiler's process ends are found by halving.</summary>
internal sealed partial class RowCompilation(Compiler compiler, bool withGenerators, bool withAssemblies)
{
    private const int RowsOfABatch = 500;

    /// <summary>Which compiler has run.</summary>
    public CompilerIdentity? Identity { get; private set; }

    /// <summary>The results, batch by batch.</summary>
    /// <param name="rows">The rows by their numbers.</param>
    public IReadOnlyList<BatchResult> Run(IReadOnlyDictionary<int, Row> rows)
    {
        KeyValuePair<int, Row>[][] batches = [.. rows.Chunk(RowsOfABatch)];
        List<BatchResult> results = [];
        while (results.Count < batches.Length)
        {
            int first = results.Count;
            (IReadOnlyList<CompilerResponse?> responses, _) = Ask(batches.Skip(first));
            int answered = responses.TakeWhile(response => response is not null).Count();
            results.AddRange(responses.Take(answered).Select((response, index) => Share(batches[first + index], response!)));
            if (results.Count < batches.Length)
            {
                results.Add(WithoutDeadly(batches[results.Count]));
            }
        }

        return results;
    }

    private (IReadOnlyList<CompilerResponse?> Responses, string Output) Ask(IEnumerable<KeyValuePair<int, Row>[]> batches)
    {
        (Identity, IReadOnlyList<CompilerResponse?> responses, string output) = compiler.Run(new CompilerJob(withGenerators, withAssemblies, [.. batches.Select(Request)]));
        return (responses, output);
    }

    private BatchResult WithoutDeadly(KeyValuePair<int, Row>[] batch)
    {
        Dictionary<int, string> deaths = [];
        IReadOnlyList<KeyValuePair<int, Row>> deadly = Halving.Find(batch, some =>
        {
            (IReadOnlyList<CompilerResponse?> responses, string output) = Ask([[.. some]]);
            if (responses[0] is null && some.Count == 1)
            {
                deaths.Add(some[0].Key, output);
            }

            return responses[0] is not null;
        });
        KeyValuePair<int, Row>[] others = [.. batch.Except(deadly)];
        BatchResult result = Ask([others]).Responses[0] is { } response
            ? Share(others, response)
            : throw new InvalidOperationException($"The compiler '{compiler}' ends with some rows together, and with none of them alone.");
        return result with { Rows = result.Rows.Concat(deadly.Select(row => KeyValuePair.Create(row.Key, new RowResult([], [], deaths[row.Key])))).ToDictionary() };
    }

    private static CompilerRequest Request(KeyValuePair<int, Row>[] batch)
    {
        var written = batch.Select(row => RowSource.Write(row.Value, row.Key)).ToArray();
        return new CompilerRequest(
            [CommonSource.OfLibrary, .. written.SelectMany(sources => sources.Library)],
            [CommonSource.OfRows, .. written.SelectMany(sources => sources.Sources)]);
    }

    private static BatchResult Share(KeyValuePair<int, Row>[] batch, CompilerResponse response)
    {
        ILookup<int, CompilerDiagnostic> diagnostics = response.Diagnostics.ToLookup(diagnostic => RowOf(diagnostic.Path));
        ILookup<int, SourceText> generated = response.Generated.ToLookup(file => RowOf(file.Path));
        return new BatchResult(
            batch.ToDictionary(row => row.Key, row => new RowResult([.. diagnostics[row.Key]], [.. generated[row.Key]], null)),
            [.. diagnostics[-1]],
            response.Library,
            response.Assembly);
    }

    /// <summary>The number of the row that a file belongs to, by its name; -1 for none.</summary>
    private static int RowOf(string path) => RowName().Match(Path.GetFileName(path)) is { Success: true } match ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : -1;

    [GeneratedRegex(@"\bR(\d{5})\b")]
    private static partial Regex RowName();
}
