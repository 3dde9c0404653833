using System.Globalization;

namespace TypedSender.Benchmarks.Against;

/// <summary>
/// Compares the product of this tree with that of another commit: <c>ratios --against COMMIT [--pairs N] [FIGURE ...]</c>. One line a figure on standard output, what was
/// measured on the way on standard error.
/// </summary>
internal static class AgainstProgram
{
    private const int LeastPairs = 9;

    /// <returns>0 if all criteria hold, 2 if one does not, 1 if the two cannot be compared.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"typedsender-against-{Environment.ProcessId}");
        try
        {
            (string commit, int pairs, Figure[] figures) = Parse(arguments);
            string name = await GitTree.ResolveAsync(commit);
            string own = $"{await GitTree.ResolveAsync("HEAD")}{(await GitTree.IsDirtyAsync() ? " with changes that are not committed" : "")}";
            Console.Error.WriteLine($"{own} : {name}, {pairs} pairs a figure. Building both.");
            Build here = await Build.OfTreeAsync(Path.Combine(folder, "here"), own);
            Build there = await Build.OfCommitAsync(Path.Combine(folder, "there"), name);
            return await CompareAsync(here, there, pairs, figures);
        }
        catch (AgainstException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<int> CompareAsync(Build here, Build there, int pairs, Figure[] figures)
    {
        await using Sink sink = await Sink.StartAsync();
        await using Sink tlsSink = await Sink.StartAsync(useTls: true);
        FigurePairs[] all = [.. figures.Select(figure => new FigurePairs(figure, here, there, figure.UsesTls ? tlsSink : sink))];

        // Round after round over all figures: what the machine does for a while meets them all, and no figure alone.
        for (int pair = 0; pair < pairs; pair++)
        {
            Console.Error.WriteLine($"pair {pair + 1} of {pairs}");
            foreach (FigurePairs figure in all)
            {
                await figure.RunAsync(pair);
            }
        }

        Criterion[] criteria = [.. all.SelectMany(figure => figure.Judge())];
        long lost = all.Sum(figure => figure.Lost);
        Array.ForEach(criteria, criterion => Console.WriteLine(criterion.Line));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lost {lost}"));
        return criteria.All(criterion => criterion.Holds) && lost == 0 ? 0 : 2;
    }

    private static (string Commit, int Pairs, Figure[] Figures) Parse(string[] arguments)
    {
        if (arguments is not [string commit, .. string[] names])
        {
            throw new AgainstException("Name the commit: ratios --against COMMIT [--pairs N] [FIGURE ...]");
        }

        int pairs = LeastPairs;
        if (names is ["--pairs", string count, .. string[] rest])
        {
            pairs = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
            names = rest;
        }

        if (pairs < LeastPairs)
        {
            throw new AgainstException($"Fewer than {LeastPairs} pairs say nothing.");
        }

        string[] unknown = [.. names.Except(Figure.All.Select(figure => figure.Name))];
        return unknown.Length == 0
            ? (commit, pairs, names.Length == 0 ? Figure.All : [.. Figure.All.Where(figure => names.Contains(figure.Name))])
            : throw new AgainstException($"There is no figure {unknown[0]}. There are: {string.Join(' ', Figure.All.Select(figure => figure.Name))}");
    }
}
