namespace TypedSender;

/// <summary>The node of a request on a connection, and how the request is sent.</summary>
/// <param name="Node">The address of the node.</param>
internal readonly record struct RequestTarget(string Node)
{
    /// <summary>Whether the request is sent settled (AMQP 1.0, 2.8.2).</summary>
    public bool IsPresettled { get; init; }

    /// <summary>The time-out that texts name, where a part of it was used before the connection was asked; null for the one that is left.</summary>
    public TimeSpan? WholeTimeout { get; init; }

    public static implicit operator RequestTarget(string node) => new(node);
}
