namespace TypedSender.TestPeer;

/// <summary>A frame that a script will have captured, for the test to look at.</summary>
/// <typeparam name="T">The performative.</typeparam>
internal sealed class Captured<T>
    where T : struct
{
    private readonly TaskCompletionSource<PeerFrame> _frame = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the frame has been read; bounded by the script's own steps.</summary>
    public Task Arrival => _frame.Task;

    /// <summary>Whether the frame has been read.</summary>
    public bool HasValue => _frame.Task.IsCompletedSuccessfully;

    /// <summary>The performative.</summary>
    public T Value => (T)Frame.Performative!;

    /// <summary>What followed it in the frame; for a delivery, the payloads of all its frames.</summary>
    public byte[] Payload => Frame.Payload;

    /// <summary>The channel of the frame.</summary>
    public ushort Channel => Frame.Channel;

    /// <summary>The frame.</summary>
    public PeerFrame Frame => HasValue ? _frame.Task.Result : throw new InvalidOperationException($"No {typeof(T).Name} was captured yet; await the peer's Completion or this capture's Arrival first.");

    internal void Set(PeerFrame frame) => _frame.TrySetResult(frame);
}
