using TypedSender;

namespace TypedSenderApp;

/// <summary>What travels: the id in the properties of the message, the rest in its body.</summary>
[AmqpContract]
public sealed partial record OrderPlaced([MessageId] Guid Id, string Sku, int Quantity);
