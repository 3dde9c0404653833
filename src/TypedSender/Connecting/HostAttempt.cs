namespace TypedSender;

/// <summary>An attempt to connect to a host, and the whole life of the connection if that came about.</summary>
/// <param name="Connection">The connection; null when the client has been closed before it could be made.</param>
/// <param name="Failure">Why it ended, or did not come about; null without a connection.</param>
internal readonly record struct HostAttempt(ClientConnection? Connection, SendFailure? Failure);
