namespace TypedSender.Shared;

/// <summary>Gathers what happens on other threads, in order, and waits for it.</summary>
internal sealed class EventLog<T>
{
    private readonly List<T> _items = [];
    private TaskCompletionSource _added = Bounded.Signal();

    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_items)
            {
                return [.. _items];
            }
        }
    }

    public int Count => Items.Count;

    public void Add(T item)
    {
        TaskCompletionSource added;
        lock (_items)
        {
            _items.Add(item);
            added = _added;
            _added = Bounded.Signal();
        }

        added.SetResult();
    }

    public Task WaitForCountAsync(int count) => WaitForAsync(items => items.Count >= count);

    public async Task WaitForAsync(Func<IReadOnlyList<T>, bool> condition)
    {
        while (true)
        {
            Task added;
            lock (_items)
            {
                if (condition([.. _items]))
                {
                    return;
                }

                added = _added.Task;
            }

            await added.Within();
        }
    }
}
