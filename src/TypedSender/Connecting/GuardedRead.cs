using System.Globalization;
using System.Runtime.CompilerServices;

namespace TypedSender;

/// <summary>A read of a user's stream.</summary>
internal sealed class GuardedRead(Stream stream) : GuardedOperation
{
    private FirstBytes _first;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _awaiter;
    private Memory<byte> _buffer;

    /// <summary>The first bytes of the peer.</summary>
    public ReadOnlySpan<byte> First => _first.Span;

    protected override string Name => "reading";

    public ValueTask<int> RunAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (IsAbandoned)
        {
            return ValueTask.FromException<int>(CreateDisposedException());
        }

        try
        {
            _buffer = buffer;
            _awaiter = stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false).GetAwaiter();
            return _awaiter.IsCompleted ? new ValueTask<int>(TakeResult()) : new ValueTask<int>(this, Watch(ref _awaiter));
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<int>(Explain(exception));
        }
    }

    protected override int TakeResult()
    {
        int count = _awaiter.GetResult();
        if (count < 0 || count > _buffer.Length)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"ReadAsync returned {count:N0} for a buffer of {_buffer.Length:N0} bytes"));
        }

        _first.Note(_buffer.Span[..count]);
        return count;
    }
}
