namespace TypedSender.Generators.Model;

/// <summary>The encodings that fields of composite types use.</summary>
internal enum CompositeFieldKind
{
    Boolean,
    UByte,
    UShort,
    UInt,
    ULong,
    String,
    Symbol,
    Binary,
    Timestamp,
    Map,

    /// <summary>A field with <c>multiple="true"</c>: null, one symbol, or an array of them.</summary>
    SymbolArray,

    /// <summary>A type with <c>Encode</c> and <c>Decode</c> of its own.</summary>
    Encodable,
}
