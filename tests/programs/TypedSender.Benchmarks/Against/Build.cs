using System.Diagnostics;
using TypedSender.Benchmarks.Competitors;
using TypedSender.Shared;

namespace TypedSender.Benchmarks.Against;

/// <summary>
/// One of the two products that are compared, built in a folder of its own: its sources, its generator and its versions of packages, under the benchmarks of this tree. So
/// nothing but the product differs between the two.
/// </summary>
/// <param name="Name">What it is called in what is printed.</param>
/// <param name="Program">The benchmarks, built.</param>
internal sealed record Build(string Name, string Program)
{
    private const string Benchmarks = "tests/programs/TypedSender.Benchmarks";

    private static readonly string[] Product = ["src", "generators", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "ProductInfo.targets", "global.json", ".editorconfig"];
    private static readonly string[] Harness = ["tests/Directory.Build.props", "tests/Shared", "tests/programs/TypedSender.RawSink", Benchmarks];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Builds this tree as it lies there.</summary>
    public static async Task<Build> OfTreeAsync(string folder, string name)
    {
        await GitTree.CopyAsync(folder, Product);
        return await MakeAsync(folder, name);
    }

    /// <summary>Builds a commit.</summary>
    public static async Task<Build> OfCommitAsync(string folder, string commit)
    {
        await GitTree.ExtractAsync(commit, folder);
        string tests = Path.Combine(folder, "tests");
        if (Directory.Exists(tests))
        {
            // Only this tree's are used.
            Directory.Delete(tests, recursive: true);
        }

        return await MakeAsync(folder, commit);
    }

    private static async Task<Build> MakeAsync(string folder, string name)
    {
        await GitTree.CopyAsync(folder, Harness);
        string project = Path.Combine(folder, Benchmarks);

        // Whether the sources of one commit please the rules of the other is not the question.
        ProcessStartInfo command = new("dotnet", ["build", project, "-c", "Release", "-v", "quiet", "-nologo", "-p:TreatWarningsAsErrors=false", "-p:EnforceCodeStyleInBuild=false"]);
        (int? code, string output, string errors) = await ChildProcess.RunAsync(command, Patience);
        return code == 0
            ? new Build(name, Path.Combine(project, "bin", "Release", "net10.0", "TypedSender.Benchmarks"))
            : throw new AgainstException($"The benchmarks of this tree do not compile over the sources of {name}. Have them use what both products have. {output} {errors}");
    }
}
