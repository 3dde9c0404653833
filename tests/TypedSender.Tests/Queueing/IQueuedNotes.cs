namespace TypedSender.Tests.Queueing;

/// <summary>Methods that enqueue, beside one that sends.</summary>
[AmqpSender("notes")]
public partial interface IQueuedNotes
{
    bool TryEnqueueNote(Note note);

    [Enqueue]
    bool Offer(Note note, [SendTimeout] TimeSpan time);

    [Enqueue]
    ValueTask EnqueueAsync(Note note, CancellationToken cancellationToken = default);

    [Enqueue]
    Task EnqueueBlobAsync(Blob blob, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> TellAsync(Note note, CancellationToken cancellationToken = default);
}
