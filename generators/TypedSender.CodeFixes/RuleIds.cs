namespace TypedSender.CodeFixes;

/// <summary>The ids of the rules that have fixes. The rules themselves are in TypedSender.Generators.</summary>
internal static class RuleIds
{
    public const string SenderNotPartial = "TSND0101";
    public const string SenderContainerNotPartial = "TSND0102";
    public const string SenderNotAccessible = "TSND0103";
    public const string ReturnType = "TSND0201";
    public const string Synchronous = "TSND0202";
    public const string ByReference = "TSND0204";
    public const string NullableToken = "TSND0207";
    public const string BatchWithoutList = "TSND0222";
    public const string ContractNotPartial = "TSND0301";
    public const string ContractContainerNotPartial = "TSND0302";
    public const string ContractNotAccessible = "TSND0303";
    public const string OrderMissing = "TSND0310";
    public const string NoEncoding = "TSND0401";
    public const string NotAContract = "TSND0402";
    public const string MappedAndIgnored = "TSND0405";
    public const string KeyType = "TSND0406";
    public const string MultidimensionalArray = "TSND0407";
    public const string AmbiguousItems = "TSND0409";
    public const string Dynamic = "TSND0413";
    public const string DurationEncoding = "TSND0418";
    public const string EndlessCollection = "TSND0420";
    public const string AttributeWithoutEffect = "TSND0430";
    public const string ManagementNotPartial = "TSND0601";
    public const string ManagementContainerNotPartial = "TSND0602";
    public const string ManagementNotAccessible = "TSND0603";
    public const string RequestByReference = "TSND0613";
    public const string OutcomeDiscarded = "TSND0701";
    public const string NotAwaited = "TSND0702";
    public const string AwaitedTwice = "TSND0703";
    public const string Blocking = "TSND0704";
    public const string TokenNotPassed = "TSND0707";
    public const string NotASender = "TSND0709";
    public const string UnspecifiedKind = "TSND0710";
}
