namespace TypedSender.Generators.Model;

/// <summary>How a value is written.</summary>
internal enum ValueKind
{
    /// <summary>It cannot be; the code around it is a stub.</summary>
    Invalid,
    Boolean,
    UByte,
    UShort,
    UInt,
    ULong,
    Byte,
    Short,
    Int,
    Long,

    /// <summary>An int that travels as a long.</summary>
    IntAsLong,
    Float,
    Double,
    Decimal,
    Decimal32,
    Decimal64,
    Decimal128,
    Char,
    Rune,
    Timestamp,
    DateTime,

    /// <summary>A DateTime that is in UTC if it does not say.</summary>
    UtcDateTime,
    Uuid,
    String,

    /// <summary>A string that travels as a symbol.</summary>
    StringAsSymbol,
    Symbol,

    /// <summary>Bytes that are always copied.</summary>
    BinarySpan,

    /// <summary>Bytes that may be borrowed until the send completes.</summary>
    BinaryMemory,

    /// <summary>An immutable array of bytes.</summary>
    BinaryImmutable,

    /// <summary>A read-only sequence of bytes.</summary>
    BinarySequence,

    /// <summary>A stream that is the whole body.</summary>
    Stream,

    /// <summary>A reader of a pipe that is the whole body.</summary>
    Pipe,
    MessageId,
    Uri,
    Date,
    Time,
    DurationMilliseconds,
    DurationText,

    /// <summary>A duration as the time-to-live of the header.</summary>
    TimeToLive,
    Enum,
    EnumName,
    EnumNameAsSymbol,

    /// <summary>By a formatter of the user's.</summary>
    Formatted,
    List,

    /// <summary>A collection as an array, whose elements share a constructor.</summary>
    Array,
    Map,
    Contract,

    /// <summary>What a type parameter of a generic contract stands for, which its closed types say.</summary>
    TypeParameter,

    /// <summary>An object, by the type that it has at run time.</summary>
    Untyped,

    /// <summary>JSON as a string.</summary>
    JsonString,

    /// <summary>JSON as binary.</summary>
    JsonBinary,
}
