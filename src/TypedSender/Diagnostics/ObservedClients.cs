using System.Diagnostics.Metrics;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace TypedSender;

/// <summary>The clients whose senders the observed instruments look at. A client that is never closed is not kept alive. Thread-safe.</summary>
internal static class ObservedClients
{
    private static readonly List<WeakReference<ClientContext>> Clients = [];

    public static void Add(ClientContext client)
    {
        lock (Clients)
        {
            Clients.RemoveAll(static reference => !reference.TryGetTarget(out _));
            Clients.Add(new WeakReference<ClientContext>(client));
        }
    }

    public static void Remove(ClientContext client)
    {
        lock (Clients)
        {
            Clients.RemoveAll(reference => !reference.TryGetTarget(out ClientContext? other) || other == client);
        }
    }

    /// <summary>One measurement for each address at each peer: senders to the same one are added up.</summary>
    public static IEnumerable<Measurement<long>> Measure(Func<SenderLoad, long> select)
    {
        Dictionary<LinkKey, (Tag[] Tags, long Sum)> sums = [];
        foreach (SenderLoad load in GetLoads())
        {
            LinkKey key = load.Tags.Key;
            sums[key] = (load.Tags.Link, sums.GetValueOrDefault(key).Sum + select(load));
        }

        return sums.Values.Select(static sum => new Measurement<long>(sum.Sum, sum.Tags));
    }

    private static List<SenderLoad> GetLoads()
    {
        ClientContext[] clients;
        lock (Clients)
        {
            clients = [.. Clients.Select(static reference => reference.TryGetTarget(out ClientContext? client) ? client : null).OfType<ClientContext>()];
        }

        List<SenderLoad> loads = [];
        foreach (ClientContext client in clients)
        {
            lock (client.Lock)
            {
                loads.AddRange(client.Senders.Select(static sender => sender.GetLoad()));
            }
        }

        return loads;
    }
}

/// <summary>The load of a sender at one moment.</summary>
/// <param name="Tags">The sender's.</param>
/// <param name="InFlight">Messages whose send has not ended.</param>
/// <param name="Credit">Deliveries that the peer takes at once; 0 without a link.</param>
internal readonly record struct SenderLoad(TelemetryTags Tags, long InFlight, long Credit);
