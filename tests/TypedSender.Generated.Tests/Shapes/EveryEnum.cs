namespace TypedSender.Generated.Tests.Shapes;

public enum OfSByte : sbyte
{
    One = 1,
}

public enum OfByte : byte
{
    One = 1,
}

public enum OfShort : short
{
    One = 1,
}

public enum OfUShort : ushort
{
    One = 1,
}

public enum OfInt
{
    One = 1,
}

public enum OfUInt : uint
{
    One = 1,
}

public enum OfLong : long
{
    One = 1,
}

public enum OfULong : ulong
{
    One = 1,
}

[Flags]
public enum Days
{
    None,
    First,
    Second,
}

/// <summary>An enum of each underlying type, of flags, nullable, and of a value without a name.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record EveryEnum(
    [AmqpMember(Order = 0)] OfSByte SByte,
    [AmqpMember(Order = 1)] OfByte Byte,
    [AmqpMember(Order = 2)] OfShort Short,
    [AmqpMember(Order = 3)] OfUShort UShort,
    [AmqpMember(Order = 4)] OfInt Int,
    [AmqpMember(Order = 5)] OfUInt UInt,
    [AmqpMember(Order = 6)] OfLong Long,
    [AmqpMember(Order = 7)] OfULong ULong,
    [AmqpMember(Order = 8)] Days Flags,
    [AmqpMember(Order = 9)] OfInt? Null,
    [AmqpMember(Order = 10)] OfInt? Present,
    [AmqpMember(Order = 11)] OfInt Undefined,
    [AmqpMember(Order = 12, Symbol = true), AmqpEnumAsString] OfInt? Symbol);
