using TypedSender.Amqp.Performatives;

namespace TypedSender.Benchmarks.Contenders;

/// <summary>How the typed sender is set up.</summary>
internal sealed record TypedSettings
{
    public int BodySize { get; init; } = 256;

    public bool IsSettled { get; init; }

    public int InFlight { get; init; } = 1000;

    public int Links { get; init; } = 1;

    public int Threads { get; init; } = 1;

    public bool IsRetained { get; init; }

    public SenderOptions SenderOptions => new()
    {
        SendSettleMode = IsSettled ? SenderSettleMode.Settled : SenderSettleMode.Unsettled,
        Retention = IsRetained ? MessageRetention.UntilSettled : MessageRetention.None,
    };
}
