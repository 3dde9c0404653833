using System.Diagnostics.Metrics;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace TypedSender;

/// <summary>The clients whose senders the observed instruments look at. A client that is never closed is not kept alive. Thread-safe.</summary>
internal static class ObservedClients
{
    private static readonly List<WeakReference<ClientCore>> Clients = [];

    public static void Add(ClientCore core)
    {
        lock (Clients)
        {
            Clients.RemoveAll(static reference => !reference.TryGetTarget(out _));
            Clients.Add(new WeakReference<ClientCore>(core));
        }
    }

    public static void Remove(ClientCore core)
    {
        lock (Clients)
        {
            Clients.RemoveAll(reference => !reference.TryGetTarget(out ClientCore? other) || other == core);
        }
    }

    /// <summary>One measurement for each address at each peer: senders to the same one are added up.</summary>
    public static IEnumerable<Measurement<long>> Measure(Func<SenderLoad, long> select)
    {
        Dictionary<(string Host, int Port, string Address, string System), (Tag[] Tags, long Sum)> sums = [];
        foreach (SenderLoad load in GetLoads())
        {
            Tag[] tags = load.Tags.Link;
            (string, int, string, string) key = ((string)tags[2].Value!, (int)tags[3].Value!, (string)tags[1].Value!, (string)tags[0].Value!);
            sums[key] = (tags, sums.GetValueOrDefault(key).Sum + select(load));
        }

        return sums.Values.Select(static sum => new Measurement<long>(sum.Sum, sum.Tags));
    }

    private static List<SenderLoad> GetLoads()
    {
        ClientCore[] cores;
        lock (Clients)
        {
            cores = [.. Clients.Select(static reference => reference.TryGetTarget(out ClientCore? core) ? core : null).OfType<ClientCore>()];
        }

        List<SenderLoad> loads = [];
        foreach (ClientCore core in cores)
        {
            lock (core.Gate)
            {
                loads.AddRange(core.Senders.Select(static sender => sender.GetLoad()));
            }
        }

        return loads;
    }
}

/// <summary>What a sender has to do at one moment.</summary>
/// <param name="Tags">The sender's.</param>
/// <param name="InFlight">Messages whose send has not ended.</param>
/// <param name="Credit">Deliveries that the peer takes at once; 0 without a link.</param>
internal readonly record struct SenderLoad(TelemetryTags Tags, long InFlight, long Credit);
