using System.Diagnostics;
using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Runs;
using TypedSender.Shared;

namespace TypedSender.Benchmarks.Competitors;

/// <summary>A sender that runs in a process of its own.</summary>
internal abstract class Competitor(string name, string title)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>One word for it.</summary>
    public string Name => name;

    /// <summary>What readers call it.</summary>
    public string Title => title;

    /// <summary>Whether it can send without TLS.</summary>
    public virtual bool HasPlain => true;

    /// <summary>Whether it can send with TLS to a peer whose certificate no system trusts.</summary>
    public virtual bool HasTls => true;

    /// <summary>Whether it can send settled.</summary>
    public virtual bool HasSettled => true;

    /// <summary>Whether it can send so.</summary>
    public bool Can(bool useTls, SendMode mode) => (useTls ? HasTls : HasPlain) && (HasSettled || mode != SendMode.Settled);

    /// <summary>What has to be installed before it runs: a command; null where nothing is missing.</summary>
    public abstract Task<string?> FindMissingAsync();

    /// <summary>Sends to a sink, from a process of its own.</summary>
    /// <returns>What it measured, and what the sink counted.</returns>
    /// <exception cref="InvalidOperationException">It failed, or did not end.</exception>
    public async Task<RunResult> RunAsync(Sink sink, SendMode mode, int count, int bodySize, int inFlight)
    {
        var options = new RunOptions(sink.Address.Port, ContainerNames.Next(name), mode, count, bodySize, inFlight, sink.CertificatePath);
        (int? code, string output, string errors) = await ChildProcess.RunAsync(Command(options), Patience);
        output = output.Trim();
        if (code != 0 || output.Length == 0)
        {
            throw new InvalidOperationException($"{name} ended with {code}: {output} {errors}");
        }

        RunResult result = RunResult.Parse(output);
        return result with { Count = count, Counted = await sink.ReadCountAsync(result.Container ?? options.Container) };
    }

    protected abstract ProcessStartInfo Command(RunOptions options);
}
