namespace TypedSender.Testing.Serving.Transactions;

/// <summary>Something that came on a connection and is handled outside of its lock, in the order of arrival: a message to a queue, or one to the coordinator.</summary>
internal readonly struct Arrival
{
    public Arrival(BrokerMessage message) => Message = message;

    public Arrival(CoordinatorRequest request) => Request = request;

    /// <summary>The message to a queue; null if it is one to the coordinator.</summary>
    public BrokerMessage? Message { get; }

    /// <summary>The message to the coordinator; null if it is one to a queue.</summary>
    public CoordinatorRequest? Request { get; }
}
