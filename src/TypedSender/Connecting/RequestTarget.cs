using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The node of a request on a connection, and how the request is sent.</summary>
/// <param name="Node">The address of the node.</param>
internal readonly record struct RequestTarget(string Node)
{
    /// <summary>The words that stand for a text of the peer that repeats a secret.</summary>
    public const string Hidden = "(its text repeats the token and is not shown)";

    /// <summary>Whether the request is sent settled (AMQP 1.0, 2.8.2).</summary>
    public bool IsPresettled { get; init; }

    /// <summary>The time-out that texts name, where a part of it was used before the connection was asked; null for the one that is left.</summary>
    public TimeSpan? WholeTimeout { get; init; }

    /// <summary>Says whether a text of the peer repeats a secret of the request, so that no exception is made with it; null where there is none.</summary>
    public Func<string, bool>? Reveals { get; init; }

    public static implicit operator RequestTarget(string node) => new(node);

    /// <summary>Returns a failure without what the peer said, where that repeats a secret.</summary>
    public RequestFailure Hide(RequestFailure failure)
    {
        if (Reveals is not { } reveals || failure.Error is not { } error)
        {
            return failure;
        }

        bool hidesCondition = reveals(error.Condition.Value);
        AmqpError shown = new()
        {
            Condition = hidesCondition ? AmqpErrorConditions.InternalError : error.Condition,
            Description = hidesCondition || (error.Description is { } description && reveals(description)) ? Hidden : error.Description,
        };
        return failure with { Error = shown, State = failure.State is Rejected rejected ? rejected with { Error = shown } : failure.State };
    }
}
