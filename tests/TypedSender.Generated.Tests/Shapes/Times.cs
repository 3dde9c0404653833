namespace TypedSender.Generated.Tests.Shapes;

/// <summary>DateTime, wherever it can stand.</summary>
[AmqpContract]
public sealed partial record Times(DateTime When, [CreationTime] DateTime? Created);

/// <summary>DateTime that is in UTC if it does not say.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record UtcTimes(
    [AmqpMember(Order = 0), AmqpAssumeUtc] DateTime When,
    [AmqpMember(Order = 1), AmqpAssumeUtc] List<DateTime?> Others,
    [AmqpMember(Order = 2), AmqpAssumeUtc, AmqpArray] DateTime[] Array,
    [CreationTime, AmqpAssumeUtc] DateTime? Created = null);
