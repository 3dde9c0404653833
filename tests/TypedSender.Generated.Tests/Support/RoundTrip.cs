using System.Reflection;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests.Support;

/// <summary>Decodes what was encoded, and encodes it again.</summary>
internal static class RoundTrip
{
    // Contracts that can be read themselves, and hold some that cannot.
    private static readonly HashSet<Type> s_holders = [];

    /// <summary>The contracts whose values lose something on the way that the bytes do not tell.</summary>
    public static bool IsReadable(Type contract) => contract.GetCustomAttribute<NotReadableAttribute>() is null && !s_holders.Contains(contract);

    public static void Check<T>(byte[] bytes, bool isMessage)
        where T : IAmqpContract<T>
    {
        if (!IsReadable(typeof(T)))
        {
            Assert.Throws<NotSupportedException>(() => Decode<T>(bytes, isMessage));
            return;
        }

        T decoded;
        try
        {
            decoded = Decode<T>(bytes, isMessage);
        }
        catch (AmqpDecodeException exception) when (!isMessage && exception.Message.Contains("which a value alone does not have", StringComparison.Ordinal))
        {
            return;
        }

        byte[] again = isMessage ? TypedSender.AmqpContracts.Encode(in decoded) : TypedSender.AmqpContracts.EncodeValue(in decoded);
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(again));
    }

    public static T Decode<T>(byte[] bytes, bool isMessage)
        where T : IAmqpContract<T>
        => isMessage ? TypedSender.AmqpContracts.Decode<T>(bytes) : TypedSender.AmqpContracts.DecodeValue<T>(bytes);
}
