namespace TypedSender.Amqp.Transport;

/// <summary>How a request to write is to be carried out, once the lock has been left.</summary>
internal enum WriteRequest : byte
{
    /// <summary>Nothing to do: another thread is writing, or there is no output.</summary>
    None,

    /// <summary>Write on this thread, once.</summary>
    Inline,

    /// <summary>Leave it to the thread pool, so that more gathers meanwhile.</summary>
    Queued,
}
