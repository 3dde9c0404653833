using System.Reflection;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests.Support;

/// <summary>Decodes what was encoded, and encodes it again.</summary>
internal static class RoundTrip
{
    /// <summary>
    /// Contracts that are not encoded alike again: a constant takes the place of a null member, and of the member afterwards; a setter adds one; a getter is a function that JSON does not bring back.
    /// </summary>
    private static readonly HashSet<Type> Changing = [typeof(Constants), typeof(Express), typeof(Ring), typeof(Photo), typeof(Moved)];

    public static bool IsReadable(Type contract) => contract.GetCustomAttribute<NotReadableAttribute>() is null;

    public static bool ComesBack(Type contract) => IsReadable(contract) && !Changing.Contains(contract);

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
        catch (AmqpDecodeException exception) when (IsExpected(exception, isMessage))
        {
            return;
        }

        if (ComesBack(typeof(T)))
        {
            byte[] again = isMessage ? TypedSender.AmqpContracts.Encode(in decoded) : TypedSender.AmqpContracts.EncodeValue(in decoded);
            Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(again));
        }
    }

    private static T Decode<T>(byte[] bytes, bool isMessage)
        where T : IAmqpContract<T>
        => isMessage ? TypedSender.AmqpContracts.Decode<T>(bytes) : TypedSender.AmqpContracts.DecodeValue<T>(bytes);

    /// <summary>Whether it tells what is written and not read: members outside a value alone, and more levels than readers follow.</summary>
    private static bool IsExpected(AmqpDecodeException exception, bool isMessage)
        => (!isMessage && exception.Message.Contains("which a value alone does not have", StringComparison.Ordinal))
            || exception.Message.Contains("nested more than 32 deep", StringComparison.Ordinal);
}
