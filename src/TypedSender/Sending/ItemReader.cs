using System.Diagnostics.CodeAnalysis;

namespace TypedSender;

/// <summary>Reads a sequence one item ahead, so that it can be told whether the next item is there without waiting for it. Not thread-safe.</summary>
/// <typeparam name="TItem">The items.</typeparam>
/// <param name="items">The sequence. What it throws becomes the result of a read.</param>
/// <param name="cancellationToken">Ends the sequence.</param>
internal sealed class ItemReader<TItem>(IAsyncEnumerable<TItem> items, CancellationToken cancellationToken)
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private IAsyncEnumerator<TItem>? _items;
    private TItem? _current;
    private Task<bool>? _next;

    /// <summary>The read of the next item, which begins here: false at the end of the sequence. The same task until the item is taken.</summary>
    public Task<bool> Next => _next ??= ReadAsync();

    /// <summary>Takes the item that <see cref="Next"/> has found; false if it has found none yet, or did not begin.</summary>
    public bool TryTake([MaybeNullWhen(false)] out TItem item)
    {
        bool isFound = _next is { IsCompletedSuccessfully: true, Result: true };
        item = isFound ? _current : default;
        if (isFound)
        {
            _next = null;
            _current = default;
        }

        return isFound;
    }

    /// <summary>
    /// Disposes of the sequence. If a read is pending, the token of the sequence is cancelled, and the sequence is disposed of when the read completes; the returned task does not wait for that.
    /// </summary>
    public async ValueTask CloseAsync()
    {
        if (_next is { IsCompleted: false } next)
        {
            _ = LeaveAsync(next);
            return;
        }

        try
        {
            // Observes the failure of a read whose result was not used.
            _ = _next?.Exception;
            await DisposeItemsAsync().ConfigureAwait(false);
        }
        finally
        {
            _stop.Dispose();
        }
    }

    private async Task<bool> ReadAsync()
    {
        _items ??= items.GetAsyncEnumerator(_stop.Token);
        bool isFound = await _items.MoveNextAsync().ConfigureAwait(false);
        _current = isFound ? _items.Current : default;
        return isFound;
    }

    private ValueTask DisposeItemsAsync() => _items?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Waits for the pending read, then disposes of the sequence. Exceptions of the sequence and of callbacks of its token are dropped, since no caller waits; the callbacks run on the thread pool.</summary>
    private async Task LeaveAsync(Task next)
    {
        Task cancellation = _stop.CancelAsync();
        await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await DisposeItemsAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // As above.
        }

        await cancellation.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
