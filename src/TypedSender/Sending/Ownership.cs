namespace TypedSender;

/// <summary>Whose a connection is: what closing a group of senders ends, and how texts name the group.</summary>
internal sealed class Ownership
{
    private readonly string _name;
    private readonly string _advice;
    private readonly string _senderAdvice;
    private readonly string _class;

    private Ownership(string @class, string name, string advice, string senderAdvice, bool ownsConnection)
    {
        _class = @class;
        _name = name;
        _advice = advice;
        _senderAdvice = senderAdvice;
        OwnsConnection = ownsConnection;
    }

    /// <summary>A client with a connection of its own, which is closed with it.</summary>
    public static Ownership Client { get; } = new(
        nameof(SendClient), "client", "Make a new SendClient to go on sending", "Get a new sender from it by GetSender to go on sending.", ownsConnection: true);

    /// <summary>A client on a connection that others share.</summary>
    public static Ownership SharingClient { get; } = new(
        nameof(SendClient), "client", "Make a new SendClient to go on sending", "Get a new sender from it by GetSender to go on sending.", ownsConnection: false);

    /// <summary>A session.</summary>
    public static Ownership Session { get; } = new(
        nameof(SendSession), "session", "Open a new one by SendConnection.OpenSessionAsync to go on sending", "Make a new sender on it by CreateSenderAsync to go on sending.", ownsConnection: false);

    /// <summary>Whether the connection is closed with the group.</summary>
    public bool OwnsConnection { get; }

    /// <summary>The group has been closed, or the connection beneath it.</summary>
    public ObjectDisposedException ToException(ConnectionContext connection) => new(_class, connection.IsClosing && !OwnsConnection
        ? $"The connection to {connection.EndpointNames} of this {_name} has been closed. Make a new SendConnection, and keep it as long as its clients send."
        : $"The {_name} for {connection.EndpointNames} has been closed. {_advice}, and keep it as long as you send.");

    /// <summary>A sender has been closed, or what it belongs to.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="address">The sender's.</param>
    /// <param name="isWholeClosed">Whether it is the client or session that has been closed.</param>
    public ObjectDisposedException ToSenderException(ConnectionContext connection, string address, bool isWholeClosed) => new(nameof(MessageSender), (isWholeClosed, connection.IsClosing && !OwnsConnection) switch
    {
        (true, true) => $"The sender for {ErrorText.Address(address)} cannot be used any more: its connection to {connection.EndpointNames} has been closed. Make a new SendConnection to go on sending.",
        (true, _) => $"The sender for {ErrorText.Address(address)} cannot be used any more: its {_name} for {connection.EndpointNames} has been closed. {_advice}, and get its sender.",
        _ => $"The sender for {ErrorText.Address(address)} has been closed; its {_name} for {connection.EndpointNames} has not. {_senderAdvice}",
    });
}
