using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.MatrixCompiler;

/// <summary>Answers the requests of a job, each in a file of its own, so that the answers before a process dies are kept.</summary>
public static class Worker
{
    public static void Run(string jobPath, string responses)
    {
        CompilerJob job = JsonSerializer.Deserialize<CompilerJob>(File.ReadAllBytes(jobPath))!;
        Write(responses, "identity", new CompilerIdentity(typeof(CSharpCompilation).Assembly.GetName().Version!.ToString(), typeof(CSharpCompilation).Assembly.Location));
        for (int index = 0; index < job.Requests.Count; index++)
        {
            Write(responses, $"{index}", Answer.To(job.Requests[index], job.WithGenerators, job.WithAssemblies));
        }
    }

    // Moved when it is whole: half a file would be taken for an answer.
    private static void Write<T>(string folder, string name, T value)
    {
        string path = Path.Combine(folder, name + ".json");
        File.WriteAllBytes(path + ".part", JsonSerializer.SerializeToUtf8Bytes(value));
        File.Move(path + ".part", path);
    }
}
