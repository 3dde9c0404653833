using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>Decides whether what failed may succeed later without anything being corrected.</summary>
internal static class Transience
{
    // Azure Service Bus and Event Hubs.
    private const string ServerBusy = "com.microsoft:server-busy";
    private const string ServerTimeout = "com.microsoft:timeout";

    public static bool IsTransient(SendOutcome outcome) =>
        outcome.Failure?.IsTransient ?? (outcome.UndeliverableHere ? false : IsTransient(outcome.Reason, outcome.Error));

    public static bool IsTransient(SendReason reason, AmqpError? error)
    {
        string? condition = error?.Condition.Value;
        return reason switch
        {
            SendReason.Released or SendReason.Modified or SendReason.TimedOut or SendReason.QueueFull => true,
            SendReason.Rejected => condition is AmqpErrorConditions.ResourceLimitExceeded or ServerBusy or ServerTimeout,
            SendReason.ConnectionFailed or SendReason.ConnectionLost or SendReason.SessionEnded => condition is null || IsTransientCondition(condition),
            SendReason.AddressRefused or SendReason.LinkDetached => condition is not null && IsTransientCondition(condition),
            _ => false,
        };
    }

    private static bool IsTransientCondition(string condition) => condition
        is AmqpErrorConditions.ConnectionForced
        or AmqpErrorConditions.DetachForced
        or AmqpErrorConditions.InternalError
        or AmqpErrorConditions.IllegalState
        or AmqpErrorConditions.ResourceLocked
        or AmqpErrorConditions.ResourceLimitExceeded
        or AmqpErrorConditions.WindowViolation
        or AmqpErrorConditions.ErrantLink
        or AmqpErrorConditions.HandleInUse
        or AmqpErrorConditions.UnattachedHandle
        or ServerBusy
        or ServerTimeout;
}
