namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Four clients with four senders each, which send for as long as they are let.</summary>
internal sealed class LedgerSenders : IAsyncDisposable
{
    /// <summary>How many senders there are.</summary>
    public const int Count = ClientCount * LedgerClient.SenderCount;

    private const int ClientCount = 4;

    /// <summary>The longest that stopping waits for sends which are still under way: longer than any may take.</summary>
    private static readonly TimeSpan Patience = RabbitMqNode.Patience + TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly LedgerClient[] _clients;
    private readonly Task _sending;

    /// <param name="ledger">Where it is written what they are told.</param>
    /// <param name="parallel">How many messages of each sender are under way at once.</param>
    /// <param name="makeClient">Makes the client of an index.</param>
    public LedgerSenders(LedgerFile ledger, int parallel, Func<int, LedgerClient> makeClient)
    {
        Ledger = ledger;
        _clients = [.. Enumerable.Range(0, ClientCount).Select(makeClient)];
        Senders = [.. _clients.SelectMany(client => client.Senders)];
        _sending = Task.WhenAll(Senders.Select(sender => sender.SendUntilAsync(parallel, _stop.Token)));
    }

    public LedgerFile Ledger { get; }

    public IReadOnlyList<LedgerSender> Senders { get; }

    /// <summary>Senders of one queue.</summary>
    /// <param name="ledger">Where it is written what they are told.</param>
    /// <param name="queue">The queue of all.</param>
    /// <param name="retryIndeterminate">Whether each sends again what is indeterminate.</param>
    /// <param name="ports">Where the broker's nodes listen.</param>
    public static LedgerSenders Start(LedgerFile ledger, string queue, bool retryIndeterminate, params int[] ports) => new(
        ledger,
        parallel: 4,
        index => new LedgerClient(
            ledger,
            index,
            Options(ports),
            new BackOffMeter { MaxDelay = TimeSpan.FromMilliseconds(500) },
            _ => new SenderOptions { Address = $"/amq/queue/{queue}", RetryIndeterminate = retryIndeterminate }));

    /// <summary>Waits until so many more have been accepted.</summary>
    public Task WaitForAcceptedAsync(long more) => WaitForTotalAcceptedAsync(Ledger.Accepted + more);

    /// <summary>Waits until so many have been accepted in all.</summary>
    public async Task WaitForTotalAcceptedAsync(long count)
    {
        // A loop that fails must not leave its test waiting.
        await await Task.WhenAny(Ledger.WaitForAcceptedAsync(count), _sending);
    }

    /// <summary>Lets every sender finish what it is sending, and closes the clients. What does not end stays without an outcome in the ledger.</summary>
    /// <returns>What the clients left undone.</returns>
    public async Task<SendCloseReport[]> StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_sending, Task.Delay(Patience));
        SendCloseReport[] reports = await Task.WhenAll(_clients.Select(client => client.CloseAsync()));
        if (_sending.IsFaulted)
        {
            await _sending;
        }

        return reports;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (LedgerClient client in _clients)
        {
            await client.DisposeAsync();
        }

        _stop.Dispose();
    }

    private static SendClientOptions Options(int[] ports)
    {
        SendClientOptions options = new()
        {
            Host = "127.0.0.1",
            Port = ports[0],

            // A send waits for as long as its node may take to come back.
            SendTimeout = RabbitMqNode.Patience,
        };
        foreach (int port in ports.Skip(1))
        {
            options.Hosts.Add($"127.0.0.1:{port}");
        }

        return options;
    }
}
