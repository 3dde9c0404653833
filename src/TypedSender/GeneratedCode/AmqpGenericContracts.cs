using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>
/// Finds the code of a generic contract by its closed type. A generic contract has another encoding for each type argument, so each assembly that names a closed type holds code for
/// it, and registers that code when it is loaded. Thread-safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpGenericContracts
{
    /// <summary>Has the contract be encoded and decoded by the code given. Several assemblies may hold code for one type, all of which does the same.</summary>
    /// <typeparam name="T">The closed type.</typeparam>
    /// <typeparam name="TCode">Its code.</typeparam>
    /// <param name="allowsNull">Whether a type argument allows null, as in <c>Page&lt;string?&gt;</c>. Such code is used in place of other code for the same type, which refuses null.</param>
    public static void Register<T, TCode>(bool allowsNull)
        where TCode : struct, IAmqpEncoder<T>, IAmqpDecoder<T>
    {
        var code = new Code<T, TCode>();
        if (allowsNull)
        {
            Volatile.Write(ref Registered<T>.Code, code);
        }
        else
        {
            Interlocked.CompareExchange(ref Registered<T>.Code, code, null);
        }
    }

    /// <inheritdoc cref="IAmqpContract{TSelf}.WriteMessage"/>
    /// <typeparam name="T">The closed type.</typeparam>
    /// <exception cref="NotSupportedException">No assembly that has been loaded holds code for the type.</exception>
    public static void WriteMessage<T>(ref AmqpWriter writer, in T value) => Of<T>().WriteMessage(ref writer, in value);

    /// <inheritdoc cref="IAmqpContract{TSelf}.WriteValue"/>
    /// <typeparam name="T">The closed type.</typeparam>
    /// <exception cref="NotSupportedException">No assembly that has been loaded holds code for the type.</exception>
    public static void WriteValue<T>(ref AmqpWriter writer, in T value) => Of<T>().WriteValue(ref writer, in value);

    /// <inheritdoc cref="IAmqpContract{TSelf}.Explain"/>
    /// <typeparam name="T">The closed type.</typeparam>
    public static AmqpEncodeException Explain<T>(in T value, AmqpEncodeException exception) => Of<T>().Explain(in value, exception);

    /// <inheritdoc cref="IAmqpContract{TSelf}.Read"/>
    /// <typeparam name="T">The closed type.</typeparam>
    public static T Read<T>(ref AmqpReader reader, bool isMessage) => Of<T>().Read(ref reader, isMessage);

    /// <inheritdoc cref="IAmqpEncoder{T}.SetSections"/>
    /// <typeparam name="T">The closed type.</typeparam>
    public static void SetSections<T>(in T value, ref Header header, ref Properties properties) => Of<T>().SetSections(in value, ref header, ref properties);

    /// <inheritdoc cref="IAmqpEncoder{T}.WriteMessageAnnotations"/>
    /// <typeparam name="T">The closed type.</typeparam>
    public static void WriteMessageAnnotations<T>(ref AmqpWriter writer, ref AmqpMapSection section, in T value)
        => Of<T>().WriteMessageAnnotations(ref writer, ref section, in value);

    /// <inheritdoc cref="IAmqpEncoder{T}.WriteApplicationProperties"/>
    /// <typeparam name="T">The closed type.</typeparam>
    public static void WriteApplicationProperties<T>(ref AmqpWriter writer, ref AmqpMapSection section, in T value)
        => Of<T>().WriteApplicationProperties(ref writer, ref section, in value);

    /// <inheritdoc cref="IAmqpEncoder{T}.WriteDeliveryAnnotations"/>
    /// <typeparam name="T">The closed type.</typeparam>
    public static void WriteDeliveryAnnotations<T>(ref AmqpWriter writer, ref AmqpMapSection section, in T value) => Of<T>().WriteDeliveryAnnotations(ref writer, ref section, in value);

    /// <inheritdoc cref="IAmqpEncoder{T}.WriteFooter"/>
    /// <typeparam name="T">The closed type.</typeparam>
    public static void WriteFooter<T>(ref AmqpWriter writer, ref AmqpMapSection section, in T value) => Of<T>().WriteFooter(ref writer, ref section, in value);

    /// <inheritdoc cref="IAmqpEncoder{T}.WriteBody"/>
    /// <typeparam name="T">The closed type.</typeparam>
    public static void WriteBody<T>(ref AmqpWriter writer, in T value) => Of<T>().WriteBody(ref writer, in value);

    private static Code<T> Of<T>()
        => Volatile.Read(ref Registered<T>.Code)
            ?? throw new NotSupportedException(
                $"There is no code for {typeof(T)}: it is made where a program names a generic contract with its type arguments. Write [assembly: AmqpContractFor<…>] of this type in the project that sends or reads it.");

    private static class Registered<T>
    {
        public static Code<T>? Code;
    }

    private abstract class Code<T>
    {
        public abstract void WriteMessage(ref AmqpWriter writer, in T value);

        public abstract void WriteValue(ref AmqpWriter writer, in T value);

        public abstract AmqpEncodeException Explain(in T value, AmqpEncodeException exception);

        public abstract T Read(ref AmqpReader reader, bool isMessage);

        public abstract void SetSections(in T value, ref Header header, ref Properties properties);

        public abstract void WriteMessageAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in T value);

        public abstract void WriteApplicationProperties(ref AmqpWriter writer, ref AmqpMapSection section, in T value);

        public abstract void WriteDeliveryAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in T value);

        public abstract void WriteFooter(ref AmqpWriter writer, ref AmqpMapSection section, in T value);

        public abstract void WriteBody(ref AmqpWriter writer, in T value);
    }

    private sealed class Code<T, TCode> : Code<T>
        where TCode : struct, IAmqpEncoder<T>, IAmqpDecoder<T>
    {
        public override void WriteMessage(ref AmqpWriter writer, in T value) => TCode.WriteMessage(ref writer, in value);

        public override void WriteValue(ref AmqpWriter writer, in T value) => TCode.WriteValue(ref writer, in value, depth: 0);

        public override AmqpEncodeException Explain(in T value, AmqpEncodeException exception) => AmqpMemberNaming.Explain<T, TCode>(in value, exception);

        public override T Read(ref AmqpReader reader, bool isMessage) => TCode.Read(ref reader, isMessage);

        public override void SetSections(in T value, ref Header header, ref Properties properties) => TCode.SetSections(in value, ref header, ref properties);

        public override void WriteMessageAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in T value)
            => TCode.WriteMessageAnnotations(ref writer, ref section, in value);

        public override void WriteApplicationProperties(ref AmqpWriter writer, ref AmqpMapSection section, in T value)
            => TCode.WriteApplicationProperties(ref writer, ref section, in value);

        public override void WriteDeliveryAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in T value)
            => TCode.WriteDeliveryAnnotations(ref writer, ref section, in value);

        public override void WriteFooter(ref AmqpWriter writer, ref AmqpMapSection section, in T value) => TCode.WriteFooter(ref writer, ref section, in value);

        public override void WriteBody(ref AmqpWriter writer, in T value) => TCode.WriteBody(ref writer, in value);
    }
}
