namespace TypedSender.Generated.Tests.Shapes;

[AmqpContract]
public partial struct Empty;
