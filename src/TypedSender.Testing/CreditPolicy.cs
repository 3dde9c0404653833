namespace TypedSender.Testing;

/// <summary>The link credit that a queue of an <see cref="InProcessBroker"/> grants to senders (AMQP 1.0, 2.6.7). Immutable.</summary>
public sealed class CreditPolicy
{
    private readonly string _text;

    private CreditPolicy(string text, uint initial, bool replenishes)
    {
        _text = text;
        Initial = initial;
        Replenishes = replenishes;
    }

    /// <summary>No credit, until <see cref="BrokerQueue.GrantCredit"/> is called.</summary>
    public static CreditPolicy None { get; } = new("none", 0, replenishes: false);

    internal uint Initial { get; }

    internal bool Replenishes { get; }

    /// <summary>Keeps the credit of each sender between half of <paramref name="size"/> and <paramref name="size"/>.</summary>
    /// <param name="size">In messages; at least 1.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is zero.</exception>
    public static CreditPolicy Window(uint size)
    {
        ArgumentOutOfRangeException.ThrowIfZero(size);
        return new($"a window of {size}", size, replenishes: true);
    }

    /// <summary>Grants each sender <paramref name="count"/> credits when it attaches, and no more until <see cref="BrokerQueue.GrantCredit"/> is called.</summary>
    /// <param name="count">In messages.</param>
    /// <returns>The policy.</returns>
    public static CreditPolicy Once(uint count) => new($"{count} once", count, replenishes: false);

    /// <summary>Names the policy.</summary>
    /// <returns>Such as <c>a window of 100</c>.</returns>
    public override string ToString() => _text;
}
