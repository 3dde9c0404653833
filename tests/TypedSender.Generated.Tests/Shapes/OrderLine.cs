namespace TypedSender.Generated.Tests.Shapes;

[AmqpContract]
public readonly partial record struct OrderLine(string Sku, int Quantity);
