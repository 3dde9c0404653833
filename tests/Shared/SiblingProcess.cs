using System.Diagnostics;
using System.Text;

namespace TypedSender.Shared;

/// <summary>A program of this solution in a process of its own, of the same configuration as these tests.</summary>
internal sealed class SiblingProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private SiblingProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
    }

    public static SiblingProcess Start(string project, params string[] arguments)
    {
        // This is tests/<this>/bin/<configuration>/<framework>/, or tests/programs/<this>/...; that is tests/programs/<project>/bin/<configuration>/<framework>/.
        DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        DirectoryInfo beside = framework.Parent!.Parent!.Parent!.Parent!;
        string programs = beside.Name == "programs" ? beside.FullName : Path.Combine(beside.FullName, "programs");
        string path = Path.Combine(programs, project, "bin", framework.Parent.Name, framework.Name, $"{project}.dll");
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } given ? given : "dotnet";
        return new SiblingProcess(Process.Start(new ProcessStartInfo(host, [path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    public async Task<string> ReadLineAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        string? line;
        try
        {
            line = await _process.StandardOutput.ReadLineAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The process printed nothing for {Patience.TotalSeconds:0} s. {Errors}");
        }

        return line ?? throw new InvalidOperationException($"The process ended too early. {Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString().Trim();
            }
        }
    }
}
