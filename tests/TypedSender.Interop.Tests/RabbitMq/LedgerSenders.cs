using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Four clients with sixteen senders each, which send for as long as they are let.</summary>
internal sealed class LedgerSenders : IAsyncDisposable
{
    /// <summary>How many senders there are, each with one message under way.</summary>
    public const int Count = Clients * SendersOfClient;

    private const int Clients = 4;
    private const int SendersOfClient = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly SendClient[] _clients;
    private readonly Task _sending;

    /// <param name="ledger">Where it is written what they are told.</param>
    /// <param name="template">The address, and whether each sends again what is indeterminate.</param>
    /// <param name="ports">Where the broker's nodes listen.</param>
    public LedgerSenders(Ledger ledger, SenderOptions template, params int[] ports)
    {
        _clients = [.. Enumerable.Range(0, Clients).Select(_ => new SendClient(Options(ports)))];
        _sending = Task.WhenAll(
            from client in _clients
            from index in Enumerable.Range(0, SendersOfClient)
            let sender = client.GetSender<ILedgerSender>(
                new SenderOptions { Address = template.Address, RetryIndeterminate = template.RetryIndeterminate, LinkProperties = { ["test:index"] = index } })
            select Task.Run(() => ledger.SendUntilAsync(sender, _stop.Token)));
        Ledger = ledger;
    }

    public Ledger Ledger { get; }

    /// <summary>Waits until so many more have been accepted.</summary>
    public Task WaitForAcceptedAsync(int more) => Ledger.WaitForAcceptedAsync(more, _sending);

    /// <summary>Lets every sender finish what it is sending, and closes the clients.</summary>
    /// <returns>What the clients left undone.</returns>
    public async Task<SendCloseReport[]> StopAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        return await Task.WhenAll(_clients.Select(client => client.CloseAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (SendClient client in _clients)
        {
            await client.DisposeAsync();
        }

        _stop.Dispose();
    }

    private static SendClientOptions Options(int[] ports)
    {
        // A broker that starts again takes connections within seconds; a short bound makes the test short.
        SendClientOptions options = new() { Host = "127.0.0.1", Port = ports[0], RetryPolicy = new AmqpRetryPolicy { MaxDelay = TimeSpan.FromMilliseconds(500) } };
        foreach (int port in ports.Skip(1))
        {
            options.Hosts.Add($"127.0.0.1:{port}");
        }

        return options;
    }
}
