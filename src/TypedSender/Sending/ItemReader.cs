namespace TypedSender;

/// <summary>Reads a sequence one item ahead, so that it can be told whether the next item is there without waiting for it. Not thread-safe.</summary>
/// <typeparam name="TItem">The items.</typeparam>
/// <param name="items">The sequence. What it throws becomes the result of a read.</param>
/// <param name="cancellationToken">Ends the sequence.</param>
internal sealed class ItemReader<TItem>(IAsyncEnumerable<TItem> items, CancellationToken cancellationToken)
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private IAsyncEnumerator<TItem>? _items;
    private Task<bool>? _next;

    /// <summary>The read of the next item, which has begun: false at the end of the sequence. The same task until <see cref="Take"/>.</summary>
    public Task<bool> Next => _next ??= BeginRead();

    /// <summary>The item that <see cref="Next"/> has found.</summary>
    public TItem Take()
    {
        _next = null;
        return _items!.Current;
    }

    /// <summary>
    /// Ends the sequence before its end, or after it. One that is still to give its next item is told by its token, and is disposed of when it has answered: the caller does not wait for that.
    /// </summary>
    public ValueTask CloseAsync()
    {
        if (_next is { IsCompleted: false } next)
        {
            _stop.Cancel();
            _ = DisposeAfterAsync(next);
            return ValueTask.CompletedTask;
        }

        // What nobody has asked for is not reported as unobserved.
        _ = _next?.Exception;
        return DisposeAsync();
    }

    private Task<bool> BeginRead()
    {
        try
        {
            _items ??= items.GetAsyncEnumerator(_stop.Token);
            return _items.MoveNextAsync().AsTask();
        }
        catch (Exception exception)
        {
            return Task.FromException<bool>(exception);
        }
    }

    private async ValueTask DisposeAsync()
    {
        _stop.Dispose();
        if (_items is not null)
        {
            await _items.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Nobody waits for a sequence that was left, so nobody is told what it throws.</summary>
    private async Task DisposeAfterAsync(Task next)
    {
        await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // As above.
        }
    }
}
