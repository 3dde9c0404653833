namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A map that is described by a number, and holds described values.</summary>
[AmqpContract(Code = 0x0000_1234_0000_0002)]
public sealed partial record Described(Point Point, IReadOnlyList<Named> Named);
