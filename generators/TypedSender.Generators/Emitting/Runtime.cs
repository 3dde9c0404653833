namespace TypedSender.Generators.Emitting;

/// <summary>The names of what generated code calls.</summary>
internal static class Runtime
{
    public const string Product = "global::TypedSender.";
    public const string Amqp = "global::TypedSender.Amqp.";
    public const string Messages = "global::TypedSender.Amqp.Messages.";
    public const string GeneratedCode = "global::TypedSender.GeneratedCode.";
    public const string Writer = Amqp + "AmqpWriter";
    public const string Reader = Amqp + "AmqpReader";
    public const string DecodeException = Amqp + "AmqpDecodeException";
    public const string ContractReader = GeneratedCode + "AmqpContractReader";
    public const string KnownTypeReader = GeneratedCode + "AmqpKnownTypeReader";
    public const string ValueReader = GeneratedCode + "AmqpValueReader";
    public const string CollectionReader = GeneratedCode + "AmqpCollectionReader";
    public const string SectionReader = GeneratedCode + "AmqpSectionReader";
    public const string Exception = Amqp + "AmqpEncodeException";
    public const string Notes = Amqp + "AmqpNotes";
    public const string Header = Messages + "Header";
    public const string Properties = Messages + "Properties";
    public const string MapSection = GeneratedCode + "AmqpMapSection";
    public const string Errors = GeneratedCode + "AmqpContractErrors";
    public const string Values = GeneratedCode + "AmqpContractValues";
    public const string Formatting = GeneratedCode + "AmqpFormatting";
    public const string MemberNaming = GeneratedCode + "AmqpMemberNaming";
    public const string JsonValues = GeneratedCode + "AmqpJsonValues";
    public const string UntypedValues = GeneratedCode + "AmqpUntypedValues";
    public const string Json = GeneratedCode + "AmqpJsonBody";
    public const string CloudEvents = GeneratedCode + "AmqpCloudEventBody";
    public const string ListSend = GeneratedCode + "AmqpListSend";
    public const string StreamEncoder = GeneratedCode + "AmqpStreamEncoder";
    public const string QueueSend = GeneratedCode + "AmqpQueueSend";
    public const string StreamSend = GeneratedCode + "AmqpStreamSend";
    public const string MessageEncoding = GeneratedCode + "AmqpMessageEncoding";
    public const string TraceProperties = GeneratedCode + "AmqpTraceProperties";
    public const string ManagementReplies = GeneratedCode + "AmqpManagementReplies";
    public const string Hidden = "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";
}
