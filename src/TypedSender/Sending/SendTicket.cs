namespace TypedSender;

/// <summary>
/// Stands for one message that an <see cref="ISendTransport"/> has taken: the transport completes it with the outcome. Thread-safe. Two are equal if they stand for the same
/// send, so that a ticket can be a key.
/// </summary>
public readonly struct SendTicket : IEquatable<SendTicket>
{
    private readonly TransportAdapter? _adapter;
    private readonly Delivery? _delivery;

    internal SendTicket(TransportAdapter adapter, Delivery delivery, long number)
    {
        _adapter = adapter;
        _delivery = delivery;
        Number = number;
    }

    /// <summary>The number of the message on its sender, from 1 on; 0 for <c>default</c>.</summary>
    public long Number { get; }

    /// <summary>Completes the send. From here on the transport does not touch the bytes of the message.</summary>
    /// <param name="outcome">What became of the message: NotSent only where the peer certainly does not have it as a whole, Indeterminate where it may.</param>
    /// <returns>False if it was completed or withdrawn before; nothing changes then.</returns>
    /// <exception cref="InvalidOperationException"><paramref name="outcome"/> is <c>default</c>, or the ticket is.</exception>
    public bool Complete(SendOutcome outcome)
    {
        _ = outcome.Kind;
        return _adapter is null
            ? throw new InvalidOperationException("This SendTicket is default(SendTicket), which stands for no message. Complete the ticket that ISendTransport.Send was given.")
            : _adapter.Complete(_delivery!, Number, outcome);
    }

    /// <inheritdoc/>
    public bool Equals(SendTicket other) => Number == other.Number && _adapter == other._adapter;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SendTicket other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_adapter, Number);

    /// <summary>Whether two tickets stand for the same send.</summary>
    /// <param name="left">One ticket.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SendTicket left, SendTicket right) => left.Equals(right);

    /// <summary>Whether two tickets stand for different sends.</summary>
    /// <param name="left">One ticket.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SendTicket left, SendTicket right) => !left.Equals(right);
}
