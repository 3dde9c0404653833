namespace TypedSender;

/// <summary>
/// A connection to one AMQP 1.0 peer and the typed senders on it, whatever implementation of the protocol it has: <see cref="SendClient"/> is one, and the package
/// TypedSender.MicrosoftAmqp has another. Take it where code sends and is not concerned with how the client was set up. Thread-safe.
/// </summary>
public interface ISendClient : IAsyncDisposable
{
    /// <summary>Returns the sender for an interface marked with <c>[AmqpSender]</c>; the same one for the same interface and equal options. Nothing is sent yet.</summary>
    /// <typeparam name="T">The sender interface.</typeparam>
    /// <param name="options">What differs from the interface's attributes in this environment; null for nothing.</param>
    /// <exception cref="ArgumentException">An option is not usable.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    T GetSender<T>(SenderOptions? options = null)
        where T : class, ITypedSender<T>;

    /// <summary>Returns what a typed sender hides: its state, opening and closing of its link, and sending of untyped messages and encoded ones on it.</summary>
    /// <param name="sender">A sender that this client's <see cref="GetSender"/> returned.</param>
    /// <exception cref="ArgumentException"><paramref name="sender"/> is not one of this client's.</exception>
    MessageSender GetMessageSender(object sender);

    /// <summary>
    /// Returns the sender for an address, without an interface: for untyped messages and encoded ones. The same one for the same address and equal options, and another one than those of
    /// interfaces with that address. Nothing is sent yet.
    /// </summary>
    /// <param name="address">The address of the target (AMQP 1.0, 3.5.4).</param>
    /// <param name="options">Settle modes, limits, capabilities and properties of the link; null for the defaults. Copied.</param>
    /// <exception cref="ArgumentException">The address is empty or holds a password, or an option is not usable, or <see cref="SenderOptions.Address"/> is another one.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    MessageSender GetMessageSender(string address, SenderOptions? options = null);

    /// <summary>
    /// Returns the sender for the target that options name, without an interface: for untyped messages and encoded ones. The same one for equal options. Nothing is sent yet.
    /// </summary>
    /// <param name="options">
    /// The target (AMQP 1.0, 3.5.4), as <see cref="SenderOptions.Address"/> or <see cref="SenderOptions.Target"/>, which may be a dynamic node, and the terms of the link. Copied.
    /// </param>
    /// <exception cref="ArgumentException">The options name no target, or a value is not usable.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    MessageSender GetMessageSender(SenderOptions options);

    /// <summary>Makes the connection now instead of with the first send. Returns at once when it is there.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="SendException">None of the hosts could be connected, each tried once; the text says why and what to do.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    Task OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes no more messages, waits a bounded time for those on their way, and closes the connection. A second call waits for the same end, as
    /// <see cref="IAsyncDisposable.DisposeAsync"/> does. Throws nothing but for <paramref name="cancellationToken"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the closing.</param>
    /// <returns>What was left undone.</returns>
    Task<SendCloseReport> CloseAsync(CancellationToken cancellationToken = default);
}
