namespace TypedSender.Generated.Tests.Shapes;

/// <summary>What a broker routes envelopes by, bound by interface, methods and parameters.</summary>
[AmqpSender("routed")]
[GroupId("interface"), MessageAnnotation(Routed.Key, "interface")]
public partial interface IRoutedSender
{
    ValueTask InterfaceAsync(Point body);

    [GroupId("method"), MessageAnnotation(Routed.Key, 5)]
    ValueTask MethodAsync(Point body, [ReplyToGroupId] string? reply);

    ValueTask ParameterAsync(Point body, [GroupId] string group, [MessageAnnotation(Routed.Key)] string key, [MessageAnnotation("x-opt-z")] string? other);

    ValueTask NullableAsync(Point body, [GroupId] string? group, [MessageAnnotation(Routed.Key)] byte[]? key);

    ValueTask LevelsAsync(Routed.Levels body, [MessageAnnotation("x-opt-a")] string? other, [GroupId] string? group);

    ValueTask ContractAsync(OrderPlaced body);
}

/// <summary>Nothing but a contract's own sections.</summary>
[AmqpSender("bare")]
public partial interface IBareSender
{
    ValueTask MembersAsync(Routed.Members body);

    ValueTask EmptyAsync(Empty body);
}
