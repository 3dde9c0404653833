using System.Diagnostics;
using System.Runtime.CompilerServices;
using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Transport;

/// <summary>
/// The one write that is under way on a stream, and the two buffers that take turns: while one is written, the engine appends to the other. Each step is for the thread that
/// writes at the time; <see cref="Take"/> is called under the lock, the others without it.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="onCompleted">Called when a write has ended that did not end within <see cref="Begin"/>.</param>
internal sealed class StreamWrite(Stream stream, Action onCompleted)
{
    private AmqpBuffer? _spare = new(64 * 1024);
    private AmqpBuffer? _underway;
    private ValueTaskAwaiter _awaiter;

    /// <summary>Takes what the engine has appended, to be written next.</summary>
    public void Take(OutputBuffer output)
    {
        Debug.Assert(_underway is null, "One write is under way at a time.");
        _underway = output.Take(_spare!);
        _spare = null;
    }

    /// <summary>Writes what was taken. True when the write has ended already; otherwise the callback follows.</summary>
    /// <param name="isOnCallersThread">True on a thread that carries the context of a caller: the write may go on after the call, and must not keep it.</param>
    public bool Begin(bool isOnCallersThread)
    {
        _awaiter = Start(isOnCallersThread).GetAwaiter();
        if (_awaiter.IsCompleted)
        {
            return true;
        }

        _awaiter.UnsafeOnCompleted(onCompleted);
        return false;
    }

    /// <summary>Ends the write, and throws what it failed with. After a failure no other write may begin.</summary>
    public void Finish()
    {
        _awaiter.GetResult();
        _spare = _underway;
        _underway = null;
    }

    private ValueTask Start(bool isOnCallersThread)
    {
        try
        {
            if (!isOnCallersThread)
            {
                return stream.WriteAsync(_underway!.WrittenMemory, CancellationToken.None);
            }

            using EmptyExecutionContext scope = EmptyExecutionContext.Enter();
            return stream.WriteAsync(_underway!.WrittenMemory, CancellationToken.None);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(exception);
        }
    }
}
