using TypedSender.Amqp.Performatives; // where settle modes were in commits that --against may name

namespace TypedSender.Benchmarks.Contenders;

/// <summary>What is sent, and how.</summary>
internal sealed record Workload
{
    /// <summary>Bytes of the body of each message.</summary>
    public int BodySize { get; init; } = 256;

    /// <summary>Whether messages are sent settled, so that nobody answers them.</summary>
    public bool IsSettled { get; init; }

    /// <summary>How many unsettled messages are under way at a time, over all links and threads.</summary>
    public int InFlight { get; init; } = 1000;

    /// <summary>Over how many links of the typed sender's connection they go, in turn.</summary>
    public int Links { get; init; } = 1;

    /// <summary>From how many threads.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether the typed sender keeps each message until it is settled, to send it again if the connection is lost.</summary>
    public bool IsRetained { get; init; }

    /// <summary>Which trace context messages carry.</summary>
    public TraceMode Trace { get; init; }

    public SenderOptions SenderOptions => new()
    {
        SendSettleMode = IsSettled ? SenderSettleMode.Settled : SenderSettleMode.Unsettled,
        Retention = IsRetained ? MessageRetention.UntilSettled : MessageRetention.None,
    };
}

/// <summary>Which trace context messages carry.</summary>
internal enum TraceMode
{
    /// <summary>None.</summary>
    None,

    /// <summary>That of the activity in which they are sent.</summary>
    Ambient,

    /// <summary>A constant of their contract.</summary>
    Constant,
}
