namespace TypedSender.Testing;

/// <summary>How a <see cref="BrokerCoordinator"/> breaks down when it is to end a transaction.</summary>
public enum DischargeFault
{
    /// <summary>The connection is cut before anything is done: the transaction is rolled back, and the client gets no answer.</summary>
    AbortBefore,

    /// <summary>What was asked for is done, then the connection is cut: the client gets no answer.</summary>
    AbortAfter,

    /// <summary>What was asked for is done, and the client gets no answer while the connection goes on.</summary>
    Silence,
}
