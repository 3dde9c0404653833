namespace TypedSender.Testing.Serving;

/// <summary>The refusals to come of a whole broker. Thread-safe.</summary>
internal sealed class BrokerRefusals
{
    /// <summary>Of connections, in answer to their open.</summary>
    public Refusals Connections { get; } = new();

    /// <summary>Of links, whatever they are attached to.</summary>
    public Refusals Links { get; } = new();

    /// <summary>Of WebSockets, by an HTTP status.</summary>
    public UpgradeRefusals Upgrades { get; } = new();
}
