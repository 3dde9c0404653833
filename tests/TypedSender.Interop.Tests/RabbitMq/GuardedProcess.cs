using System.Diagnostics;
using System.Globalization;
using System.Text;
using TypedSender.Shared;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>A process that does not outlive this one: its guard (scripts/guard.sh) kills it as soon as the pipe from here ends.</summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
    private readonly Process _guard;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _signaled = Bounded.Signal();

    /// <summary>Starts a command.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">What is added to the environment of this process.</param>
    /// <param name="onLine">Called with each line of its standard output.</param>
    public GuardedProcess(IEnumerable<string> command, IReadOnlyDictionary<string, string> environment, Action<string>? onLine = null)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "scripts", "guard.sh");
        ProcessStartInfo start = new("/bin/bash", [path, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        _guard = new Process { StartInfo = start };
        _guard.OutputDataReceived += (_, line) => OnOutput(line.Data, onLine);
        _guard.ErrorDataReceived += (_, line) => Append(line.Data);
        _guard.Start();
        _guard.BeginOutputReadLine();
        _guard.BeginErrorReadLine();
    }

    /// <summary>Completes with the process id of the command once it runs.</summary>
    public Task<int> Started => _started.Task;

    /// <summary>What the command has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString().Trim();
            }
        }
    }

    /// <summary>Waits until the command has ended.</summary>
    public async Task WaitForExitAsync(TimeSpan patience)
    {
        using CancellationTokenSource expired = new(patience);
        await _guard.WaitForExitAsync(expired.Token);
    }

    /// <summary>Sends the command a signal, and returns when it has taken effect. One at a time.</summary>
    /// <param name="name">STOP or CONT.</param>
    public async Task SignalAsync(string name)
    {
        TaskCompletionSource signaled = _signaled = Bounded.Signal();
        await _guard.StandardInput.WriteLineAsync(name);
        await _guard.StandardInput.FlushAsync();
        await signaled.Task.Within();
    }

    /// <summary>Kills the command (SIGKILL) and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _guard.Dispose();
    }

    private void OnOutput(string? line, Action<string>? onLine)
    {
        if (line is null)
        {
            _started.TrySetException(new InvalidOperationException($"The command could not be started. It said: {Output}"));
        }
        else if (line.StartsWith("guard: ", StringComparison.Ordinal))
        {
            _signaled.TrySetResult();
        }
        else if (!_started.Task.IsCompleted)
        {
            _started.TrySetResult(int.Parse(line, CultureInfo.InvariantCulture));
        }
        else
        {
            Append(line);
            onLine?.Invoke(line);
        }
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
