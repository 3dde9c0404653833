using TypedSender;
using TypedSender.Amqp.Messages;

#pragma warning disable TSRESUME // Resuming links is experimental.

namespace Shop;

/// <summary>Payments, each of which is to be booked exactly once.</summary>
public static class Ledger
{
    /// <summary>Gets the sender; its link is resumed when it is lost.</summary>
    /// <param name="client">The client.</param>
    /// <param name="report">Is given what is known of each attachment.</param>
    public static MessageSender GetSender(SendClient client, Action<string> report)
    {
        MessageSender payments = client.GetMessageSender("payments", new SenderOptions { Resume = true });
        payments.Attached += (_, attached) => report(attached.Attachment switch
        {
            { IsResumed: true } => "resumed",
            { Target.Durability: TerminusDurability.UnsettledState } => "can be resumed",
            _ => "cannot be resumed",
        });
        return payments;
    }

    /// <summary>Books a payment. Returns true if it is booked, false if it certainly is not, and null if that is unknown.</summary>
    /// <param name="payments">The sender.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<bool?> BookAsync(MessageSender payments, AmqpMessage payment, CancellationToken cancellationToken)
    {
        SendOutcome outcome = await payments.SendForOutcomeAsync(payment, cancellationToken);
        return outcome.Kind switch
        {
            SendOutcomeKind.Accepted => true,
            SendOutcomeKind.Indeterminate => null,
            _ => false,
        };
    }
}
