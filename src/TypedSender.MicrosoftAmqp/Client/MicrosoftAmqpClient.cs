using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>
/// A connection to one AMQP 1.0 peer and the typed senders on it, over Microsoft.Azure.Amqp: for those whose policy asks for that implementation of the protocol. It connects when
/// the first message is sent or <see cref="OpenAsync"/> is called, and connects again after the connection was lost, when a sender needs it and as its
/// <see cref="MicrosoftAmqpClientOptions.RetryPolicy"/> decides. Thread-safe; make one for each broker and keep it.
/// </summary>
/// <remarks>
/// Senders are those of <see cref="SendClient"/>: the same methods, outcomes, deadlines, lists, envelopes and telemetry. Retained messages
/// (<see cref="SenderOptions.Retention"/>, <see cref="SenderOptions.RetryIndeterminate"/>) are not possible and refused. Write code that sends against <see cref="ISendClient"/>.
/// </remarks>
public sealed class MicrosoftAmqpClient : ISendClient
{
    private readonly MicrosoftAmqpClientSettings _settings;
    private readonly SendDomain _domain;
    private readonly ConnectionKeeper _connections;
    private readonly SenderTable _senders;
    private Task<SendCloseReport>? _closed;

    /// <summary>Makes a client for a URL. Nothing is sent yet.</summary>
    /// <param name="url">As <see cref="SendClientOptions.FromUrl"/> takes it: <c>amqp://user:password@host:port/virtual-host</c>, <c>amqps://</c>, <c>ws://</c> or <c>wss://</c>.</param>
    /// <param name="configure">Sets what the URL does not say.</param>
    /// <exception cref="ArgumentException">
    /// The URL or an option is not usable, or not with Microsoft.Azure.Amqp; the text says what is wrong, repeating nothing of the URL but its scheme, and what to do.
    /// </exception>
    public MicrosoftAmqpClient(string url, Action<MicrosoftAmqpClientOptions>? configure = null)
        : this(Configure(MicrosoftAmqpClientOptions.FromUrl(url), configure))
    {
    }

    /// <summary>Makes a client for options, which are copied. Nothing is sent yet.</summary>
    /// <param name="options">Where to connect, as whom, and the limits.</param>
    /// <exception cref="ArgumentException">An option is not usable, or not with Microsoft.Azure.Amqp; the text names it and says what to do.</exception>
    public MicrosoftAmqpClient(MicrosoftAmqpClientOptions options)
    {
        _settings = MicrosoftAmqpClientSettings.Create(options);
        _domain = new SendDomain(_settings, _settings.LoggerFactory.CreateLogger(typeof(MicrosoftAmqpClient).FullName!));
        _connections = new ConnectionKeeper(_domain, _settings);
        _senders = new SenderTable(Make);
    }

    /// <inheritdoc/>
    public T GetSender<T>(SenderOptions? options = null)
        where T : class, ITypedSender<T>
    {
        var settings = SenderSettings.Create(options);
        TypedSenders.RefuseUnsupported(settings);
        lock (_senders.Lock)
        {
            ThrowIfClosed();
            return _senders.Get<T>(settings);
        }
    }

    /// <inheritdoc/>
    public MessageSender GetMessageSender(object sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        lock (_senders.Lock)
        {
            return _senders.Find(sender);
        }
    }

    /// <inheritdoc/>
    public MessageSender GetMessageSender(string address, SenderOptions? options = null) => GetMessageSender(SenderSettings.CreateFor(address, options));

    /// <inheritdoc/>
    public MessageSender GetMessageSender(SenderOptions options) => GetMessageSender(SenderSettings.CreateForTarget(options));

    /// <summary>Makes the connection now instead of with the first send. Returns at once when it is there.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="SendException">
    /// None of the hosts could be connected, each tried once within <see cref="MicrosoftAmqpClientOptions.OpenTimeout"/>; the text says why and what to do.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public Task OpenAsync(CancellationToken cancellationToken = default)
    {
        lock (_senders.Lock)
        {
            ThrowIfClosed();
        }

        return _connections.OpenAsync().WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Takes no more messages, waits up to <see cref="MicrosoftAmqpClientOptions.DrainTimeout"/> for those on their way, detaches the links, and closes the connection within
    /// <see cref="MicrosoftAmqpClientOptions.CloseTimeout"/>. A second call waits for the same end. Throws nothing but for <paramref name="cancellationToken"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the closing.</param>
    /// <returns>The sends that had not ended. Settled messages are not counted: the library does not report them.</returns>
    public Task<SendCloseReport> CloseAsync(CancellationToken cancellationToken = default)
    {
        lock (_senders.Lock)
        {
            _closed ??= CloseAllAsync([.. _senders.All]);
        }

        return _closed.WaitAsync(cancellationToken);
    }

    /// <summary>Closes as <see cref="CloseAsync"/> does. Never throws.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    private static MicrosoftAmqpClientOptions Configure(MicrosoftAmqpClientOptions options, Action<MicrosoftAmqpClientOptions>? configure)
    {
        configure?.Invoke(options);
        return options;
    }

    private MessageSender GetMessageSender(SenderSettings settings)
    {
        TypedSenders.RefuseUnsupported(settings);
        lock (_senders.Lock)
        {
            ThrowIfClosed();
            return _senders.Get(settings);
        }
    }

    private async Task<SendCloseReport> CloseAllAsync(MessageSender[] senders)
    {
        // Not under the caller's lock.
        await Task.Yield();
        SendCloseReport report = default;
        foreach (SendCloseReport rest in await Task.WhenAll(senders.Select(static sender => sender.CloseAsync())).ConfigureAwait(false))
        {
            report = new SendCloseReport(report.NotSent + rest.NotSent, report.Indeterminate + rest.Indeterminate, 0) { Queues = [.. report.Queues, .. rest.Queues] };
        }

        await _connections.CloseAsync().ConfigureAwait(false);
        string endpoint = _settings.Common.Endpoints[0].ToString();
        LogRecord.Write(_domain.Logger, logger => Log.Closed(logger, endpoint, report.NotSent, report.Indeterminate, report.UnconfirmedLost));
        lock (_domain.Lock)
        {
            _domain.Dispose();
        }

        return report;
    }

    private MessageSender Make(SenderDescription description, SenderSettings settings)
    {
        ClientLinkSource source = new(_domain, _settings, _connections, description, settings);
        TransportAdapter adapter = new(new LinkTransport(source, source.Address), description, settings, _domain, source);
        source.Attached = adapter.Telemetry.OnEndpoint;
        return new MessageSender(adapter);
    }

    private void ThrowIfClosed()
    {
        if (_closed is not null)
        {
            throw new ObjectDisposedException(
                nameof(MicrosoftAmqpClient), $"The client for {_settings.EndpointNames} has been closed. Make a new MicrosoftAmqpClient to go on sending, and keep it as long as you send.");
        }
    }
}
