using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The end of a request to a coordinator: its answer, or why there is none.</summary>
internal readonly record struct ControlReply
{
    /// <summary>The state with which the coordinator settled the request; null if it named none, and where <see cref="Failure"/> is not null.</summary>
    public DeliveryState? State { get; init; }

    /// <summary>The transaction that a declare has made.</summary>
    public TransactionWork? Declared { get; init; }

    /// <summary>Why there is no answer; null if there is one.</summary>
    public SendFailure? Failure { get; init; }

    /// <summary>Whether a request without an answer may have reached the coordinator.</summary>
    public bool MayHaveLeft { get; init; }
}
