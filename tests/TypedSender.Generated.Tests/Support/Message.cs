using System.Diagnostics;
using System.Reflection;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests.Support;

/// <summary>Encodes the message struct that the generator nests in a sender's implementation.</summary>
internal static class Message
{
    public delegate void Encoding(ref AmqpWriter writer);

    /// <param name="name">The struct: the method without <c>Async</c>, then <c>Message</c>, and a number for overloads.</param>
    /// <param name="arguments">The body, then the arguments that section attributes place.</param>
    public static byte[] Of<TSender>(string name, params object?[] arguments) => Written(Make<TSender>(name, arguments).Encode);

    /// <summary>The message struct itself.</summary>
    public static IAmqpMessageSource Make<TSender>(string name, params object?[] arguments)
    {
        Type implementation = Array.Find(typeof(TSender).GetNestedTypes(BindingFlags.NonPublic), typeof(TSender).IsAssignableFrom)!;
        Type type = implementation.GetNestedType(name, BindingFlags.NonPublic)!;
        return (IAmqpMessageSource)type.GetConstructors().Single(constructor => constructor.GetParameters().Length == arguments.Length).Invoke(arguments);
    }

    /// <summary>What is written, within an activity if one is given.</summary>
    public static byte[] Written(Encoding encode, Activity? activity = null)
    {
        var buffer = new AmqpBuffer { TraceContext = activity };
        var writer = new AmqpWriter(buffer);
        encode(ref writer);
        writer.Flush();
        return buffer.ToArray();
    }
}
