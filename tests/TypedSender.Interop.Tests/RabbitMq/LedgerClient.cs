using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>One client of a ledger with its senders.</summary>
internal sealed class LedgerClient : IAsyncDisposable
{
    /// <summary>How many senders a client has.</summary>
    public const int SenderCount = 4;

    /// <summary>The sender that puts its messages into its queue.</summary>
    private const int QueueingSender = 3;

    private readonly SendClient _client;

    /// <param name="ledger">Where it is written what they send.</param>
    /// <param name="name">What the ledger calls it.</param>
    /// <param name="options">Where they connect. The retry policy is taken from <paramref name="backOff"/>.</param>
    /// <param name="backOff">Decides about pauses.</param>
    /// <param name="optionsOfSender">How each sends.</param>
    public LedgerClient(LedgerFile ledger, int name, SendClientOptions options, BackOffMeter backOff, Func<int, SenderOptions> optionsOfSender)
    {
        options.RetryPolicy = backOff;
        BackOff = backOff;
        _client = new SendClient(options);
        Senders = [.. Enumerable.Range(0, SenderCount).Select(index =>
        {
            ILedgerSender sender = _client.GetSender<ILedgerSender>(Own(optionsOfSender(index), index));
            Func<LedgerEntry, ValueTask<SendOutcome>> send = index == QueueingSender
                ? new LedgerQueue(sender, _client.GetMessageSender(sender)).SendAsync
                : entry => sender.SendAsync(entry);
            return new LedgerSender(ledger, this, $"{name}.{index}", send);
        })];
    }

    public BackOffMeter BackOff { get; }

    public IReadOnlyList<LedgerSender> Senders { get; }

    public Task<SendCloseReport> CloseAsync() => _client.CloseAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    /// <summary>Equal options would give the same sender.</summary>
    private static SenderOptions Own(SenderOptions options, int index)
    {
        options.LinkProperties["test:index"] = index;
        return options;
    }
}
