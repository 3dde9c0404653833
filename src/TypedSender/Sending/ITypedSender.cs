namespace TypedSender;

/// <summary>A sender interface as the generator completes it, so that <c>SendClient.GetSender</c> needs neither registry nor reflection.</summary>
/// <typeparam name="TSelf">The sender interface.</typeparam>
public interface ITypedSender<TSelf>
    where TSelf : ITypedSender<TSelf>
{
    /// <summary>Target and link, as the attributes of the interface describe them.</summary>
    static abstract SenderDescription Description { get; }

    /// <summary>Makes the generated implementation on top of <paramref name="sender"/>.</summary>
    /// <param name="sender">The link that carries the messages.</param>
    static abstract TSelf Create(MessageSender sender);
}
