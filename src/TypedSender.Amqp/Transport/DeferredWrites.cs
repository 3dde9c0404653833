namespace TypedSender.Amqp.Transport;

/// <summary>
/// Whether this thread runs callers' continuations one after the other. What such a continuation appends need not go out message by message: it is written when it
/// returns, on its own thread, in one piece. Should it block instead, a timer requests the write (<see cref="DeferredWriteTimer"/>).
/// </summary>
internal static class DeferredWrites
{
    [ThreadStatic]
    private static bool t_isExpected;

    [ThreadStatic]
    private static TransportWriter? t_writer;

    /// <summary>From here on, until <see cref="End"/>, this thread calls <see cref="Perform"/> after each continuation.</summary>
    public static void Begin() => t_isExpected = true;

    public static void End() => t_isExpected = false;

    /// <summary>Leaves the write to the end of the continuation that this thread runs; false when it runs none.</summary>
    public static bool TryLeave(TransportWriter writer)
    {
        if (!t_isExpected || (t_writer is { } other && other != writer))
        {
            return false;
        }

        t_writer = writer;
        return true;
    }

    /// <summary>Writes what the continuation has appended.</summary>
    public static void Perform()
    {
        if (t_writer is { } writer)
        {
            t_writer = null;
            writer.Flush();
        }
    }
}
