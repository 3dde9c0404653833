using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing;

/// <summary>
/// How a queue of an <see cref="InProcessBroker"/> settles a message that a sender sent it (AMQP 1.0, 3.4). Immutable.
/// </summary>
public sealed class Settlement
{
    private readonly string _text;

    private Settlement(string text, DeliveryState? state, bool isSilent = false)
    {
        _text = text;
        State = state;
        IsSilent = isSilent;
    }

    /// <summary>The queue takes the message: accepted (AMQP 1.0, 3.4.2).</summary>
    public static Settlement Accept { get; } = new("accept", Accepted.Instance);

    /// <summary>The queue does not take the message and did nothing with it: released (AMQP 1.0, 3.4.4).</summary>
    public static Settlement Release { get; } = new("release", Released.Instance);

    /// <summary>The queue takes the message and never says so, until <see cref="BrokerMessage.Settle"/> is called.</summary>
    public static Settlement Silence { get; } = new("silence", null, isSilent: true);

    /// <summary>The queue settles the message without naming an outcome, as some brokers do (AMQP 1.0, 2.6.12), and does not keep it.</summary>
    public static Settlement NoState { get; } = new("settled without a state", null);

    internal DeliveryState? State { get; }

    internal bool IsSilent { get; }

    /// <summary>Whether the message becomes one of the queue's.</summary>
    internal bool KeepsMessage => State is Accepted;

    /// <summary>The queue refuses the message: rejected (AMQP 1.0, 3.4.3).</summary>
    /// <param name="condition">Why, as a symbol of ASCII characters, such as <c>amqp:precondition-failed</c>.</param>
    /// <param name="description">Why, for people.</param>
    /// <returns>The settlement.</returns>
    /// <exception cref="ArgumentException"><paramref name="condition"/> is empty.</exception>
    public static Settlement Reject(string condition, string? description = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(condition);
        return new($"reject ({condition})", new Rejected { Error = new AmqpError { Condition = condition, Description = description } });
    }

    /// <summary>The queue does not take the message, and changes it: modified (AMQP 1.0, 3.4.5).</summary>
    /// <param name="deliveryFailed">Whether the attempt counts as a failed one.</param>
    /// <param name="undeliverableHere">Whether the message must not be sent to this queue again.</param>
    /// <param name="messageAnnotations">What to merge into the annotations of the message; null for nothing.</param>
    /// <returns>The settlement.</returns>
    public static Settlement Modify(bool deliveryFailed = false, bool undeliverableHere = false, AmqpMap? messageAnnotations = null) => new(
        "modify",
        new Modified { DeliveryFailed = deliveryFailed, UndeliverableHere = undeliverableHere, MessageAnnotations = messageAnnotations });

    /// <summary>Names the settlement.</summary>
    /// <returns>Such as <c>reject (amqp:not-allowed)</c>.</returns>
    public override string ToString() => _text;
}
