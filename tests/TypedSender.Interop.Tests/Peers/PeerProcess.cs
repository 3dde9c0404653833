using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>One of the scripts in scripts/, running. Every wait is bounded; the process ends with this object.</summary>
internal abstract class PeerProcess : IAsyncDisposable
{
    /// <summary>The longest a test waits for one line of a peer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _script;
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    /// <param name="program">What runs the script.</param>
    /// <param name="script">Its name in scripts/.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="missing">Why it cannot run here, or null.</param>
    /// <param name="environment">What is added to the environment of this process.</param>
    protected PeerProcess(string program, string script, IEnumerable<string> arguments, string? missing, IReadOnlyDictionary<string, string>? environment = null)
    {
        if (missing is not null)
        {
            throw new InvalidOperationException(missing);
        }

        _script = script;
        string path = Path.Combine(AppContext.BaseDirectory, "scripts", script);
        ProcessStartInfo start = new(program, [path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.Start();
        _process.BeginErrorReadLine();
        _ = PumpAsync();
    }

    /// <summary>Gives the script its whole standard input.</summary>
    protected async Task WriteLinesAsync(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            await _process.StandardInput.WriteLineAsync(line);
        }

        _process.StandardInput.Close();
    }

    /// <summary>The next line of the script.</summary>
    protected async Task<string> ReadLineAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            return await _lines.Reader.ReadAsync(patience.Token);
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException($"{_script} ended too early. It said: {Errors}");
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_script} printed nothing for {Patience.TotalSeconds:0} s. It said: {Errors}");
        }
    }

    /// <summary>The next line of one kind of event; others before it are left out.</summary>
    protected async Task<JsonElement> ReadEventAsync(string name)
    {
        while (true)
        {
            string line = await ReadLineAsync();
            using JsonDocument document = JsonDocument.Parse(line);
            string? found = document.RootElement.GetProperty("event").GetString();
            if (found == name)
            {
                return document.RootElement.Clone();
            }

            if (found is "timeout" or "error" || found == "done" && name != "done")
            {
                throw new InvalidOperationException($"Waited for '{name}', {_script} said: {line} {Errors}");
            }
        }
    }

    /// <summary>Waits until the script has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    protected async Task<int> WaitForExitAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
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

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task PumpAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }
}
