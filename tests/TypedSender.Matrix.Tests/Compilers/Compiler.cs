using System.Reflection;

namespace TypedSender.Matrix.Tests.Compilers;

/// <summary>A version of Roslyn, by the folder that it lies in.</summary>
internal sealed record Compiler(string Name, string Folder)
{
    private static readonly string Program = Path.Combine(FolderOf("TypedSender.MatrixCompiler"), "TypedSender.MatrixCompiler.dll");

    /// <summary>The oldest one that the generators serve: against it the process was built.</summary>
    public static readonly Compiler Floor = new("floor", FolderOf("TypedSender.MatrixCompiler"));

    /// <summary>That of the SDK, itself.</summary>
    public static readonly Compiler Sdk = new(
        "sdk", typeof(Compiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SdkCompiler").Value!);

    /// <summary>The newest one, which lies beside these tests.</summary>
    public static readonly Compiler Newest = new("newest", AppContext.BaseDirectory);

    /// <summary>The identity of the compiler, and an answer to each request; null for one at which the process ended, and for those behind it.</summary>
    public (CompilerIdentity Identity, IReadOnlyList<CompilerResponse?> Responses, string Output) Run(CompilerJob job)
    {
        string folder = Directory.CreateTempSubdirectory("matrix-").FullName;
        try
        {
            string jobFile = Path.Combine(folder, "job");
            File.WriteAllBytes(jobFile, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(job));
            string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } given ? given : "dotnet";
            (_, string output) = CompilerProcess.Run(host, "exec", Program, Folder, jobFile, folder);
            CompilerIdentity identity = Read<CompilerIdentity>(Path.Combine(folder, "identity.json")) ?? throw new InvalidOperationException($"The compiler '{Name}' did not start: {output}");
            return (identity, [.. job.Requests.Select((_, index) => Read<CompilerResponse>(Path.Combine(folder, $"{index}.json")))], output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static T? Read<T>(string path)
        where T : class => File.Exists(path) ? System.Text.Json.JsonSerializer.Deserialize<T>(File.ReadAllBytes(path)) : null;

    // tests/<this>/bin/<configuration>/<framework>/ lies beside tests/programs/<project>/bin/<configuration>/<framework>/.
    private static string FolderOf(string project)
    {
        DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(framework.Parent!.Parent!.Parent!.Parent!.FullName, "programs", project, "bin", framework.Parent.Name, framework.Name);
    }
}
