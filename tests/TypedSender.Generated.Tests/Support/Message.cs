using System.Reflection;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests.Support;

/// <summary>Encodes the message struct that the generator nests in a sender's implementation.</summary>
internal static class Message
{
    private delegate void Encoding(ref AmqpWriter writer);

    /// <param name="name">The struct: the method without <c>Async</c>, then <c>Message</c>, and a number for overloads.</param>
    /// <param name="arguments">The body, then the arguments that section attributes place.</param>
    public static byte[] Of<TSender>(string name, params object?[] arguments)
    {
        var source = (IAmqpMessageSource)Make<TSender>(name, arguments);
        return Written(source.Encode);
    }

    /// <summary>The same through the typed sections, as beside a trace context, where <see cref="Of"/> writes straight.</summary>
    public static byte[] ThroughLevels<TSender>(string name, params object?[] arguments)
    {
        object source = Make<TSender>(name, arguments);
        MethodInfo levels = source.GetType().GetMethod("EncodeLevels", BindingFlags.Instance | BindingFlags.NonPublic)!;
        return Written(levels.CreateDelegate<Encoding>(source));
    }

    private static object Make<TSender>(string name, object?[] arguments)
    {
        Type implementation = Array.Find(typeof(TSender).GetNestedTypes(BindingFlags.NonPublic), typeof(TSender).IsAssignableFrom)!;
        Type type = implementation.GetNestedType(name, BindingFlags.NonPublic)!;
        return type.GetConstructors().Single(constructor => constructor.GetParameters().Length == arguments.Length).Invoke(arguments);
    }

    private static byte[] Written(Encoding encode)
    {
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        encode(ref writer);
        writer.Flush();
        return buffer.ToArray();
    }
}
