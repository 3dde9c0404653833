using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace TypedSender.Shared;

/// <summary>Looks for the secrets of the tests in texts that a program can come by. Where tests run for a report, one watches the whole process.</summary>
internal sealed class CanaryWatch(Action<string>? onHit = null)
{
    [ThreadStatic]
    private static bool _isLooking;

    private readonly ConcurrentDictionary<string, long> _looked = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _hits = [];

    /// <summary>The one of this process; null where the results of the tests are not kept.</summary>
    public static CanaryWatch? OfProcess { get; } = MakeForProcess();

    /// <summary>The texts that hold a secret, each with where it was seen.</summary>
    public IReadOnlyCollection<string> Hits => _hits;

    /// <summary>Where was looked.</summary>
    public IReadOnlyCollection<string> Sources => [.. _looked.Keys];

    /// <summary>For the report.</summary>
    public string Line
        => $"canary hits={_hits.Count} sources={string.Join(',', _looked.OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => string.Create(CultureInfo.InvariantCulture, $"{source.Key}:{source.Value}")))}";

    /// <summary>Looks at one text.</summary>
    public void Look(string source, string? text)
    {
        _looked.AddOrUpdate(source, 1, static (_, count) => count + 1);
        if (text is not null && text.Contains(Canary.Mark, StringComparison.Ordinal))
        {
            _hits.Enqueue($"{source}: {text}");
            onHit?.Invoke($"{source}: {text}");
        }
    }

    /// <summary>Looks at every exception of the process as soon as it is thrown, caught or not, until the result is disposed.</summary>
    public IDisposable LookAtExceptions()
    {
        AppDomain.CurrentDomain.FirstChanceException += Look;
        return new Watching(() => AppDomain.CurrentDomain.FirstChanceException -= Look);
    }

    [ModuleInitializer]
    internal static void WatchProcess() => OfProcess?.LookAtExceptions();

    /// <summary>Each hit goes into the folder of the results at once, where the search at the end finds it; the line for the report when the process ends.</summary>
    private static CanaryWatch? MakeForProcess()
    {
        if (Environment.GetEnvironmentVariable("TYPEDSENDER_RESULTS") is not { Length: > 0 } folder || !Directory.Exists(folder))
        {
            return null;
        }

        string path = Path.Combine(folder, typeof(CanaryWatch).Assembly.GetName().Name!);
        Lock writing = new();
        CanaryWatch watch = new(hit =>
        {
            lock (writing)
            {
                File.AppendAllText($"{path}.hits", $"{hit}\n");
            }
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllText($"{path}.facts", $"{watch.Line}\n");
        return watch;
    }

    private void Look(object? sender, FirstChanceExceptionEventArgs args)
    {
        // Showing an exception may throw another one.
        if (!_isLooking)
        {
            _isLooking = true;
            try
            {
                Look("exceptions", args.Exception.ToString());
            }
            catch (Exception)
            {
                // Its own text could not be made: then nobody else sees it either.
            }
            finally
            {
                _isLooking = false;
            }
        }
    }

    private sealed class Watching(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
