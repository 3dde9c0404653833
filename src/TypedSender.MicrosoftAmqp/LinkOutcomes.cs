using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;

namespace TypedSender;

/// <summary>Makes outcomes of the delivery states of Microsoft.Azure.Amqp (AMQP 1.0, 3.4).</summary>
internal static class LinkOutcomes
{
    /// <summary>The outcome of a delivery that was settled, or is to be, with this state.</summary>
    /// <param name="state">The state; null if the peer gave none.</param>
    public static SendOutcome Of(DeliveryState? state) => state switch
    {
        Accepted => SendOutcome.Accepted,
        Released => SendOutcome.Released,
        Rejected rejected => SendOutcome.Rejected(ValueConversion.ToError(rejected.Error)),
        Modified modified => SendOutcome.Modified(
            modified.DeliveryFailed == true, modified.UndeliverableHere == true, ValueConversion.ToMap(modified.MessageAnnotations)),
        TransactionalState transactional => Of(transactional.Outcome),
        null or Received => SendOutcome.Indeterminate(SendReason.OutcomeMissing),
        _ => SendOutcome.Indeterminate(SendReason.OutcomeUnknown),
    };

    /// <summary>Whether a state that came without settlement is an outcome, not a report of progress.</summary>
    public static bool IsTerminal(DeliveryState? state) => state is Outcome or TransactionalState { Outcome: not null };

    /// <summary>Whether the peer gave an outcome, so that it has had the message.</summary>
    public static bool IsOfPeer(SendOutcome outcome) => outcome.Kind is SendOutcomeKind.Rejected or SendOutcomeKind.Released or SendOutcomeKind.Modified;
}
