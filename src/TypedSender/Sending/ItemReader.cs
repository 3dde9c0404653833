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
    /// Ends the sequence before its end, or after it. One that is still to give its next item is told by its token, and is disposed of when it has answered: the caller does not wait for that.
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
            // What nobody has asked for is not reported as unobserved.
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

    /// <summary>Nobody waits for a sequence that was left, so nobody is told what it throws, or what the callbacks of its token do: these run on the pool.</summary>
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
