namespace TypedSender.Generated.Tests.Shapes;

/// <summary>The same places bound at every level: the nearer wins, null falls through.</summary>
[AmqpSender("near", SendSettleMode = SenderSettleMode.Settled)]
[RequiredCapability("first"), RequiredCapability("second")]
[LinkProperty("number", (byte)1), LinkProperty("text", "t")]
[Subject("interface"), Priority(1), UserId("u"), ApplicationProperty("near", "interface"), ApplicationProperty("far", 1)]
public partial interface INearSender
{
    ValueTask ContractAsync(Constants body);

    [Subject("method"), ApplicationProperty("near", "method"), UserId("m")]
    ValueTask MethodAsync(Constants body);

    ValueTask ParameterAsync(Constants body, [Subject] string? subject, [ApplicationProperty("near")] string? near, [Durable] bool? durable, [MessageAnnotation("x-opt-n")] int? number);

    ValueTask PlainAsync(Empty body);
}
