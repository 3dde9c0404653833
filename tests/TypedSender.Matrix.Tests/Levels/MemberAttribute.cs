namespace TypedSender.Matrix.Tests.Levels;

/// <summary>An attribute of ours.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="OnMembers">How it is written where it marks a value.</param>
/// <param name="OnTypes">How it is written where it holds a constant.</param>
/// <param name="FitsType">The text of a type that it can mark.</param>
/// <param name="Effect">What it does to the value that it marks.</param>
internal sealed record MemberAttribute(string Name, string OnMembers, string OnTypes, string FitsType, Effect Effect)
{
    /// <summary>Where in the message its value is, as <see cref="Wire.WireMessage"/> names it; null for the body.</summary>
    public string? Slot { get; init; }

    /// <summary>The value in its place if the type fits.</summary>
    public string? Wire { get; init; }

    /// <summary>The constant in its place.</summary>
    public string? ConstantWire { get; init; }

    /// <summary>What a diagnostic calls it.</summary>
    public string SaidAs => OnMembers.Contains("Symbol", StringComparison.Ordinal) ? "Symbol" : Name;

    /// <summary>What tells it from others of the same name.</summary>
    public string Variant { get; init; } = "";

    public bool IsNone => OnMembers.Length == 0;

    public override string ToString() => IsNone ? "no attribute" : $"[{OnMembers}{(OnMembers == OnTypes ? "" : " or " + OnTypes)}]{Variant}";

    public static readonly IReadOnlyList<MemberAttribute> All =
    [
        new("", "", "", "int", Effect.None),
        Value("AmqpMember", "AmqpMember", "int", Effect.Body),
        Value("AmqpMember", "AmqpMember(\"renamed\")", "int", Effect.Renamed),
        Value("AmqpMember", "AmqpMember(Symbol = true)", "string", Effect.Body) with { Wire = "symbol text" },
        Value("AmqpMember", "AmqpMember(Order = 3)", "int", Effect.Body),
        Value("AmqpIgnore", "AmqpIgnore", "int", Effect.Ignored),
        Value("AmqpEnumAsString", "AmqpEnumAsString", "Color", Effect.Body) with { Wire = "string Green" },
        Value("AmqpDuration", "AmqpDuration(AmqpDurationEncoding.Milliseconds)", "TimeSpan", Effect.Body) with { Wire = "long 90000" },
        Value("AmqpDuration", "AmqpDuration(AmqpDurationEncoding.Iso8601)", "TimeSpan?", Effect.Body) with { Wire = "string PT1M30S" },
        Value("AmqpFormatter", "AmqpFormatter(typeof(VersionFormatter))", "Version", Effect.Body) with { Wire = "string 1.2" },
        Place("Durable", "bool", "durable", "boolean true", "true", "boolean true"),
        Place("Priority", "byte", "priority", "ubyte 7", "8", "ubyte 8"),
        Place("TimeToLive", "TimeSpan", "ttl", "uint 90000", "1.5", "uint 1500"),
        Place("FirstAcquirer", "bool", "first-acquirer", "boolean true", "true", "boolean true"),
        Place("MessageId", "Guid", "message-id", "uuid 00000001-0002-0003-0405-060708090a0b"),
        Place("UserId", "byte[]", "user-id", "binary 0102", "\"ab\"", "binary 6162"),
        Place("To", "string", "to", "string text", "\"a\"", "string a"),
        Place("Subject", "string", "subject", "string text", "\"a\"", "string a"),
        Place("ReplyTo", "string?", "reply-to", "string text", "\"a\"", "string a"),
        Place("CorrelationId", "ulong", "correlation-id", "ulong 7"),
        Place("ContentType", "string", "content-type", "symbol text", "\"a/b\"", "symbol a/b"),
        Place("ContentEncoding", "AmqpSymbol", "content-encoding", "symbol sign", "\"gzip\"", "symbol gzip"),
        Place("AbsoluteExpiryTime", "DateTimeOffset", "absolute-expiry-time", "timestamp 1000"),
        Place("CreationTime", "DateTime?", "creation-time", "timestamp 1000"),
        Place("GroupId", "string", "group-id", "string text", "\"a\"", "string a"),
        Place("GroupSequence", "uint", "group-sequence", "uint 7"),
        Place("ReplyToGroupId", "string", "reply-to-group-id", "string text", "\"a\"", "string a"),
        new("ApplicationProperty", "ApplicationProperty(\"key\")", "ApplicationProperty(\"key\", 5)", "int", Effect.Placed) { Slot = "application-properties key", Wire = "int 7", ConstantWire = "int 5" },
        new("MessageAnnotation", "MessageAnnotation(\"x-key\")", "MessageAnnotation(\"x-key\", \"a\")", "int?", Effect.Placed) { Slot = "message-annotations x-key", Wire = "int 7", ConstantWire = "string a" },
        new("DeliveryAnnotation", "DeliveryAnnotation(\"x-key\")", "DeliveryAnnotation(\"x-key\", 5L)", "string?", Effect.Placed) { Slot = "delivery-annotations x-key", Wire = "string text", ConstantWire = "long 5" },
        new("Footer", "Footer(\"x-key\")", "Footer(\"x-key\", true)", "byte[]", Effect.Placed) { Slot = "footer x-key", Wire = "binary 0102", ConstantWire = "boolean true" },
        new("Subject", "Subject(\"a\")", "Subject", "string", Effect.Refused) { Variant = ", each in the place of the other" },
        Value("DesiredCapability", "DesiredCapability(\"queue\")", "int", Effect.Refused),
        Value("RequiredCapability", "RequiredCapability(\"queue\")", "int", Effect.Refused),
        Value("LinkProperty", "LinkProperty(\"key\", 1)", "int", Effect.Refused),
        Value("AmqpBatch", "AmqpBatch", "int", Effect.Refused),
    ];

    private static MemberAttribute Value(string name, string text, string fits, Effect effect) => new(name, text, text, fits, effect);

    private static MemberAttribute Place(string name, string fits, string slot, string wire, string? constant = null, string? constantWire = null) =>
        new(name, name, constant is null ? name : $"{name}({constant})", fits, Effect.Placed) { Slot = slot, Wire = wire, ConstantWire = constantWire };
}

/// <summary>What an attribute does to the value that it marks.</summary>
internal enum Effect
{
    None,

    /// <summary>It is in the body, perhaps in another encoding.</summary>
    Body,

    /// <summary>It is in the body under the name <c>renamed</c>.</summary>
    Renamed,

    /// <summary>It is nowhere.</summary>
    Ignored,

    /// <summary>It is in a section, and not in the body.</summary>
    Placed,

    /// <summary>None: it belongs elsewhere.</summary>
    Refused,
}
