namespace TypedSender;

/// <summary>How a lap of the hosts ended.</summary>
/// <param name="Failure">Why; null when the connection has been closed.</param>
/// <param name="Uptime">How long links could be attached; zero when no connection came about.</param>
/// <param name="HasSettled">Whether the peer had settled a delivery.</param>
internal readonly record struct ConnectionEnding(SendFailure? Failure, TimeSpan Uptime, bool HasSettled);
