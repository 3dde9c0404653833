using TypedSender;

namespace Shop.Payments;

/// <summary>A payment of one of the kinds that are named here.</summary>
[AmqpContract(DiscriminatorKey = "kind")]
[AmqpKnownType(typeof(CardPayment), "card"), AmqpKnownType(typeof(Transfer), "transfer")]
public abstract partial record Payment(decimal Amount);

[AmqpContract]
public sealed partial record CardPayment(decimal Amount, string Card) : Payment(Amount);

[AmqpContract, Subject("transfer")]                             // holds for a transfer wherever a payment is sent
public sealed partial record Transfer(decimal Amount, string Iban) : Payment(Amount);

[AmqpSender("payments")]
public partial interface IPaymentSender
{
    ValueTask SendAsync(Payment payment, CancellationToken cancellationToken = default);
}
