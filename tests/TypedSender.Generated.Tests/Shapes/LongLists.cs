namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Elements of one byte, up to the last that a short list holds.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record ListOf254([AmqpMember(Order = 0)] bool First, [AmqpMember(Order = 253)] bool Last);

/// <summary>One more than a short list holds.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record ListOf255([AmqpMember(Order = 0)] bool First, [AmqpMember(Order = 254)] bool Last);

/// <summary>More elements than one byte counts, the last of which is optional.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record ListOf300([AmqpMember(Order = 255)] bool At255, [AmqpMember(Order = 299)] string? Last);

/// <summary>The last place that there is.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record ListOf4096([AmqpMember(Order = 4095)] List<int>? Last);
