namespace TypedSender;

/// <summary>Decides whether a failed send may succeed later without anything being corrected.</summary>
internal static class Transience
{
    public static bool IsTransient(SendOutcome outcome) => outcome.Failure?.IsTransient ?? outcome.Reason switch
    {
        SendReason.Released or SendReason.Modified => true,
        SendReason.TimedOut or SendReason.QueueFull => true,
        SendReason.ConnectionFailed or SendReason.ConnectionLost or SendReason.SessionEnded => true,
        _ => false,
    };
}
