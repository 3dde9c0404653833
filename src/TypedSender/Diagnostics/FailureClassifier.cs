using System.Collections.Frozen;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>
/// Tells what can be done about a failure: by the error condition, by where it arrived, and by the broker, if one was named. The conditions are those of AMQP 1.0, 2.8.15
/// to 2.8.18, and 4.5.8, and those of vendors in <see cref="BrokerProfiles"/>.
/// </summary>
internal static class FailureClassifier
{
    private static readonly FrozenDictionary<string, ConditionMeaning> Table = new Dictionary<string, ConditionMeaning>(BrokerProfiles.VendorConditions)
    {
        [AmqpErrorConditions.InternalError] = new(FailureClass.Transient),
        [AmqpErrorConditions.NotFound] = new(FailureClass.Permanent),
        [AmqpErrorConditions.UnauthorizedAccess] = new(FailureClass.Authentication),
        [AmqpErrorConditions.DecodeError] = new(FailureClass.Protocol) { OfMessage = FailureClass.Permanent },
        [AmqpErrorConditions.ResourceLimitExceeded] = new(FailureClass.Busy),
        [AmqpErrorConditions.NotAllowed] = new(FailureClass.Permanent),
        [AmqpErrorConditions.InvalidField] = new(FailureClass.Permanent),
        [AmqpErrorConditions.NotImplemented] = new(FailureClass.Permanent),
        [AmqpErrorConditions.ResourceLocked] = new(FailureClass.Transient),
        [AmqpErrorConditions.PreconditionFailed] = new(FailureClass.Permanent),
        [AmqpErrorConditions.ResourceDeleted] = new(FailureClass.Permanent),
        [AmqpErrorConditions.IllegalState] = new(FailureClass.Transient),
        [AmqpErrorConditions.FrameSizeTooSmall] = new(FailureClass.Protocol) { OfMessage = FailureClass.Permanent },

        [AmqpErrorConditions.ConnectionForced] = new(FailureClass.Transient),
        [AmqpErrorConditions.FramingError] = new(FailureClass.Protocol),
        [AmqpErrorConditions.ConnectionRedirect] = new(FailureClass.Redirect),

        // A new session begins with new windows and handles, a new link with new credit.
        [AmqpErrorConditions.WindowViolation] = new(FailureClass.Protocol) { MaySucceedOnNewLink = true },
        [AmqpErrorConditions.ErrantLink] = new(FailureClass.Protocol) { MaySucceedOnNewLink = true },
        [AmqpErrorConditions.HandleInUse] = new(FailureClass.Protocol) { MaySucceedOnNewLink = true },
        [AmqpErrorConditions.UnattachedHandle] = new(FailureClass.Protocol) { MaySucceedOnNewLink = true },
        [AmqpErrorConditions.TransferLimitExceeded] = new(FailureClass.Protocol) { MaySucceedOnNewLink = true },

        [AmqpErrorConditions.DetachForced] = new(FailureClass.Transient),

        // One message was too large; those that wait behind it may go, but the same one may come again.
        [AmqpErrorConditions.MessageSizeExceeded] = new(FailureClass.Protocol) { OfMessage = FailureClass.Permanent, OfRefusal = FailureClass.Permanent },
        [AmqpErrorConditions.LinkRedirect] = new(FailureClass.Redirect),

        // Attaching again would take the link, by its name, from the client that has it now.
        [AmqpErrorConditions.Stolen] = new(FailureClass.Permanent),

        // Another transaction may be committed. A link that a transaction has cost may be attached again.
        [AmqpErrorConditions.TransactionUnknownId] = new(FailureClass.Transient) { OfMessage = FailureClass.Permanent, OfRefusal = FailureClass.Permanent },
        [AmqpErrorConditions.TransactionRollback] = new(FailureClass.Transient),
        [AmqpErrorConditions.TransactionTimeout] = new(FailureClass.Transient),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The conditions in the table.</summary>
    public static IReadOnlyCollection<string> Conditions => Table.Keys;

    /// <summary>Classifies a send that was not accepted.</summary>
    public static FailureClass Classify(SendOutcome outcome) => outcome.Failure?.Class
        ?? (outcome.UndeliverableHere ? FailureClass.Permanent : Classify(outcome.Reason, outcome.Error?.Condition.Value));

    /// <summary>Classifies a failure.</summary>
    /// <param name="reason">What failed, and so where <paramref name="condition"/> arrived.</param>
    /// <param name="condition">The peer's error condition, if it gave one.</param>
    /// <param name="broker">The broker, if it is known; null for any.</param>
    public static FailureClass Classify(SendReason reason, string? condition, BrokerProfile? broker = null)
    {
        ConditionMeaning? row = Find(condition, broker);
        return reason switch
        {
            // The peer's outcome of a message, or its answer to an attach or open: a missing or unknown condition is permanent.
            SendReason.Rejected => row?.Message ?? FailureClass.Permanent,
            SendReason.AddressRefused => row?.Refusal ?? FailureClass.Permanent,
            SendReason.ConnectionFailed when condition is not null => row?.Refusal ?? FailureClass.Permanent,

            // What has worked may work again, unless it is known that it will not.
            SendReason.LinkDetached or SendReason.SessionEnded or SendReason.ConnectionLost => row?.Loss ?? FailureClass.Transient,
            SendReason.ConnectionFailed => FailureClass.Transient,

            SendReason.Released or SendReason.Modified or SendReason.TimedOut or SendReason.QueueFull or SendReason.TransportFailed => FailureClass.Transient,
            SendReason.AuthenticationFailed => FailureClass.Authentication,
            SendReason.ProtocolViolation or SendReason.InternalError => FailureClass.Protocol,
            _ => FailureClass.Permanent,
        };
    }

    /// <summary>Classifies a login that the peer answered with this code (AMQP 1.0, 5.3.3.6): only sys-temp passes by itself.</summary>
    public static FailureClass ClassifySaslOutcome(byte code) => code == 4 ? FailureClass.Transient : FailureClass.Authentication;

    /// <summary>Whether the same may succeed later without anything being corrected.</summary>
    /// <param name="failure">What can be done about it.</param>
    /// <param name="condition">The peer's error condition, if it gave one.</param>
    public static bool IsTransient(FailureClass failure, string? condition) => failure switch
    {
        FailureClass.Transient or FailureClass.Busy => true,
        FailureClass.Protocol => condition is not null && Table.GetValueOrDefault(condition) is { MaySucceedOnNewLink: true },
        _ => false,
    };

    private static ConditionMeaning? Find(string? condition, BrokerProfile? broker)
    {
        if (condition is null)
        {
            return broker?.WithoutCondition;
        }

        return broker is not null && broker.Conditions.TryGetValue(condition, out ConditionMeaning? own)
            ? own
            : Table.GetValueOrDefault(condition) ?? broker?.UnknownCondition;
    }
}
