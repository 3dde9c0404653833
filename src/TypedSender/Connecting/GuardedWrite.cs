using System.Runtime.CompilerServices;

namespace TypedSender;

/// <summary>A write or flush of a user's stream.</summary>
internal sealed class GuardedWrite(Stream stream) : GuardedOperation
{
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _awaiter;

    protected override string Name => "writing";

    public ValueTask RunAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return IsAbandoned ? ValueTask.FromException(CreateDisposedException()) : Run(stream.WriteAsync(buffer, cancellationToken));
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(Explain(exception));
        }
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            return IsAbandoned ? ValueTask.FromException(CreateDisposedException()) : Run(new ValueTask(stream.FlushAsync(cancellationToken)));
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(Explain(exception));
        }
    }

    protected override int TakeResult()
    {
        _awaiter.GetResult();
        return 0;
    }

    private ValueTask Run(ValueTask operation)
    {
        _awaiter = operation.ConfigureAwait(false).GetAwaiter();
        if (!_awaiter.IsCompleted)
        {
            return new ValueTask(this, Watch(ref _awaiter));
        }

        _awaiter.GetResult();
        return default;
    }
}
