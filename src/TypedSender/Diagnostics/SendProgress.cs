namespace TypedSender;

/// <summary>How far a send had come when it ended.</summary>
/// <param name="Phase">What it was doing.</param>
/// <param name="Unsettled">How many messages of the same link had been sent before it and lacked the peer's verdict.</param>
/// <param name="UnsettledFor">How long ago the oldest of these was given to its send method; null when that is not known.</param>
internal readonly record struct SendProgress(SendPhase Phase, int Unsettled = 0, TimeSpan? UnsettledFor = null)
{
    public static implicit operator SendProgress(SendPhase phase) => new(phase);
}
