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
}
