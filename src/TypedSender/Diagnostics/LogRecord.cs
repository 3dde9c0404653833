using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>A log record that is written later, from the completion queue: a logger is user code, which never runs under the client's lock.</summary>
/// <param name="logger">Where to.</param>
/// <param name="write">Writes the record.</param>
internal sealed class LogRecord(ILogger logger, Action<ILogger> write) : ICompletion
{
    ICompletion? ICompletion.NextCompletion { get; set; }

    /// <summary>Writes a record; what the logger throws concerns no sender, and is dropped.</summary>
    public static void Write(ILogger logger, Action<ILogger> write)
    {
        try
        {
            write(logger);
        }
        catch (Exception)
        {
            // A logger that fails must neither fail a send nor end the process.
        }
    }

    void ICompletion.Complete() => Write(logger, write);
}
