namespace TypedSender.Generated.Tests.Shapes;

/// <summary>DateTime, wherever it can stand.</summary>
[AmqpContract]
public sealed partial record Times(DateTime When, [CreationTime] DateTime? Created);
