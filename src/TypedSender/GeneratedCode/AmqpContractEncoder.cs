using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>The encoder of a contract that is the type parameter of a method: it calls the contract.</summary>
/// <typeparam name="T">The contract.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AmqpContractEncoder<T> : IAmqpEncoder<T>
    where T : IAmqpContract<T>
{
    /// <inheritdoc/>
    public static void SetSections(in T value, ref Header header, ref Properties properties) => T.SetSections(in value, ref header, ref properties);

    /// <inheritdoc/>
    public static void WriteMessageAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in T value) => T.WriteMessageAnnotations(ref writer, ref section, in value);

    /// <inheritdoc/>
    public static void WriteApplicationProperties(ref AmqpWriter writer, ref AmqpMapSection section, in T value) => T.WriteApplicationProperties(ref writer, ref section, in value);

    /// <inheritdoc/>
    public static void WriteMessage(ref AmqpWriter writer, in T value) => T.WriteMessage(ref writer, in value);

    /// <inheritdoc/>
    public static void WriteBody(ref AmqpWriter writer, in T value) => T.WriteBody(ref writer, in value);

    /// <inheritdoc/>
    public static void WriteValue(ref AmqpWriter writer, in T value, int depth) => T.WriteValue(ref writer, in value);

    /// <inheritdoc/>
    public static void WriteDeliveryAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in T value) => T.WriteDeliveryAnnotations(ref writer, ref section, in value);

    /// <inheritdoc/>
    public static void WriteFooter(ref AmqpWriter writer, ref AmqpMapSection section, in T value) => T.WriteFooter(ref writer, ref section, in value);

    /// <inheritdoc/>
    public static bool WriteMember(ref AmqpWriter writer, in T value, int index, int depth, ref string member)
    {
        if (index > 0)
        {
            return false;
        }

        try
        {
            T.WriteMessage(ref writer, in value);
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            throw T.Explain(in value, exception);
        }

        return true;
    }
}
