using System.Reflection;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests.Support;

/// <summary>Encodes the message struct that the generator nests in a sender's implementation.</summary>
internal static class Message
{
    /// <param name="name">The struct: the method without <c>Async</c>, then <c>Message</c>, and a number for overloads.</param>
    /// <param name="arguments">The body, then the arguments that section attributes place.</param>
    public static byte[] Of<TSender>(string name, params object?[] arguments)
    {
        Type implementation = typeof(TSender).GetNestedType("Implementation", BindingFlags.NonPublic)!;
        Type type = implementation.GetNestedType(name, BindingFlags.NonPublic)!;
        var source = (IAmqpMessageSource)type.GetConstructors().Single(constructor => constructor.GetParameters().Length == arguments.Length).Invoke(arguments);
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        source.Encode(ref writer);
        writer.Flush();
        return buffer.ToArray();
    }
}
