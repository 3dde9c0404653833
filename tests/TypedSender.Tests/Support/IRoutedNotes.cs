namespace TypedSender.Tests;

/// <summary>A note that names its address.</summary>
[AmqpContract]
public partial record RoutedNote([To] string Queue, string Text);

/// <summary>Sends notes where they say.</summary>
[AmqpSender("unused")]
public partial interface IRoutedNotes
{
    ValueTask<SendOutcome> TellAsync(RoutedNote note, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<RoutedNote> notes, CancellationToken cancellationToken = default);

    [AmqpBatch]
    ValueTask<IReadOnlyList<SendOutcome>> TellTogetherAsync(IReadOnlyList<RoutedNote> notes, CancellationToken cancellationToken = default);
}
