using TypedSender.GeneratedCode;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>
/// Stands before the product's class of this name in all tests of this project, so that whatever one of them encodes is decoded as well, and must come back such that it
/// is encoded alike.
/// </summary>
internal static class AmqpContracts
{
    public static byte[] Encode<T>(in T contract)
        where T : IAmqpContract<T>
    {
        byte[] bytes = TypedSender.AmqpContracts.Encode(in contract);
        RoundTrip.Check<T>(bytes, isMessage: true);
        return bytes;
    }

    public static byte[] EncodeValue<T>(in T contract)
        where T : IAmqpContract<T>
    {
        byte[] bytes = TypedSender.AmqpContracts.EncodeValue(in contract);
        RoundTrip.Check<T>(bytes, isMessage: false);
        return bytes;
    }

    public static byte[] Encode<T, TEncoder>(in T contract)
        where TEncoder : struct, IAmqpEncoder<T>, IAmqpDecoder<T>
    {
        byte[] bytes = TypedSender.AmqpContracts.Encode<T, TEncoder>(in contract);
        T decoded = TypedSender.AmqpContracts.Decode<T, TEncoder>(bytes);
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(TypedSender.AmqpContracts.Encode<T, TEncoder>(in decoded)));
        return bytes;
    }

    public static byte[] EncodeValue<T, TEncoder>(in T contract)
        where TEncoder : struct, IAmqpEncoder<T>, IAmqpDecoder<T>
    {
        byte[] bytes = TypedSender.AmqpContracts.EncodeValue<T, TEncoder>(in contract);
        T decoded = TypedSender.AmqpContracts.DecodeValue<T, TEncoder>(bytes);
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(TypedSender.AmqpContracts.EncodeValue<T, TEncoder>(in decoded)));
        return bytes;
    }
}
