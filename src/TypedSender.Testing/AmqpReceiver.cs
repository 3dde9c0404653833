using System.Threading.Channels;
using TypedSender.Testing.Receiving;

namespace TypedSender.Testing;

/// <summary>
/// Receives messages from any AMQP 1.0 broker and shows them untyped, section by section, with their bytes: for tests that want to see what was sent.
/// One connection, one link. Thread-safe.
/// </summary>
public sealed class AmqpReceiver : IAsyncDisposable
{
    private readonly ReceiverConnection _connection;

    private AmqpReceiver(ReceiverConnection connection, string address)
    {
        _connection = connection;
        Address = address;
    }

    /// <summary>The address that messages come from.</summary>
    public string Address { get; }

    /// <summary>Connects to a broker and attaches a receiving link.</summary>
    /// <param name="url">Where: <c>amqp://user:password@host:port</c>; without a user, SASL ANONYMOUS is used.</param>
    /// <param name="address">The address of the source (AMQP 1.0, 3.5.3), such as the name of a queue.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>The receiver, attached and with credit granted.</returns>
    /// <exception cref="ArgumentException"><paramref name="url"/> is no such URL, <paramref name="address"/> is empty or holds a user name or password, or an option is out of its range.</exception>
    /// <exception cref="AmqpReceiverException">The broker cannot be reached, refused the user or the address, or did not answer in time.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<AmqpReceiver> OpenAsync(string url, string address, AmqpReceiverOptions? options = null, CancellationToken cancellationToken = default) =>
        await OpenAsync(SendClientOptions.FromUrl(url), address, options ?? new AmqpReceiverOptions(), cancellationToken).ConfigureAwait(false);

    /// <summary>The same with the options of a client in place of a URL: where, as whom, and whether without TLS.</summary>
    internal static async Task<AmqpReceiver> OpenAsync(SendClientOptions client, string address, AmqpReceiverOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        OptionCheck.Address(address, nameof(address));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Credit, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxMessageSize, nameof(options));
        client.MaxFrameSize = options.MaxFrameSize;
        client.IdleTimeout = options.IdleTimeout;
        client.OpenTimeout = options.OpenTimeout;
        client.CloseTimeout = options.CloseTimeout;
        client.TimeProvider = options.TimeProvider;
        client.ContainerId = options.ContainerId ?? client.ContainerId;
        client.TrustedAuthorities.AddRange(options.TrustedAuthorities);
        client.Credential = options.Credential;
        SendClientSettings settings = SendClientSettings.Create(client);
        return new AmqpReceiver(await ReceiverConnector.OpenAsync(settings, address, options, cancellationToken).ConfigureAwait(false), address);
    }

    /// <summary>Waits for the next message. Credit is granted anew as messages are taken here.</summary>
    /// <param name="cancellationToken">Ends the waiting; a message that comes later goes to the next call.</param>
    /// <returns>The message, to be settled by its methods unless the broker sent it settled.</returns>
    /// <exception cref="AmqpReceiverException">The link or the connection is gone; messages that came before are received first.</exception>
    /// <exception cref="ObjectDisposedException">The receiver was disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<ReceivedMessage> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            ReceivedMessage message = await _connection.Messages.ReadAsync(cancellationToken).ConfigureAwait(false);
            _connection.NoteTaken();
            return message;
        }
        catch (ChannelClosedException)
        {
            throw _connection.Failure;
        }
    }

    /// <summary>Detaches the link and closes the connection; cuts it when that takes longer than <see cref="AmqpReceiverOptions.CloseTimeout"/>.</summary>
    /// <remarks>Never throws.</remarks>
    /// <returns>A task that completes when the connection is gone.</returns>
    public ValueTask DisposeAsync() => _connection.CloseAsync();

    /// <summary>Cuts the connection, as a network does that fails: nothing is detached or closed.</summary>
    internal void Abort() => _connection.Abort();
}
