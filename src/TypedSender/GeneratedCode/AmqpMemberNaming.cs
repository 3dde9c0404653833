using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>
/// Finds the member whose value cannot be sent. The encoders write without keeping track of where they are; once one has failed, the members are written
/// again, each by itself, until one fails again. Thread-safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpMemberNaming
{
    /// <summary>The exception that names the member, or <paramref name="exception"/> if it names one, or if no member fails again.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <typeparam name="TEncoder">Its encoder.</typeparam>
    /// <param name="value">What could not be encoded.</param>
    /// <param name="exception">What its encoder has thrown.</param>
    public static AmqpEncodeException Explain<T, TEncoder>(in T value, AmqpEncodeException exception)
        where TEncoder : struct, IAmqpEncoder<T>
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.Member is null ? Find<T, TEncoder>(in value, depth: 0) ?? exception : exception;
    }

    /// <summary>Writes a nested contract for a member that is written by itself, and names the member of the nested one that fails.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <typeparam name="TEncoder">Its encoder.</typeparam>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The contract.</param>
    /// <param name="depth">How many contracts enclose this one.</param>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent.</exception>
    public static void WriteValue<T, TEncoder>(ref AmqpWriter writer, in T value, int depth)
        where TEncoder : struct, IAmqpEncoder<T>
    {
        try
        {
            TEncoder.WriteValue(ref writer, in value, depth);
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            throw Find<T, TEncoder>(in value, depth) ?? exception;
        }
    }

    /// <summary>Writes one member of a known type for the contract that names the type.</summary>
    /// <typeparam name="T">The known type.</typeparam>
    /// <typeparam name="TEncoder">Its encoder.</typeparam>
    /// <param name="writer">Where the bytes go, which are not used.</param>
    /// <param name="value">The contract.</param>
    /// <param name="index">The member, from 0 on.</param>
    /// <param name="depth">How many contracts enclose this one.</param>
    /// <param name="member">Becomes the contract and the member, for the exception, before the member is written.</param>
    /// <returns>Whether there is a member of that index.</returns>
    public static bool WriteMember<T, TEncoder>(ref AmqpWriter writer, in T value, int index, int depth, ref string member)
        where TEncoder : struct, IAmqpEncoder<T>
        => TEncoder.WriteMember(ref writer, in value, index, depth, ref member);

    /// <summary>Writes the members of a contract, those outside the body included, each by itself.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <typeparam name="TEncoder">Its encoder.</typeparam>
    /// <param name="value">The contract.</param>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent.</exception>
    public static void WriteMembers<T, TEncoder>(in T value)
        where TEncoder : struct, IAmqpEncoder<T>
    {
        if (Find<T, TEncoder>(in value, depth: 0) is { } found)
        {
            throw found;
        }
    }

    /// <summary>The exception that names the member or the argument, or <paramref name="exception"/> if it names one, or if nothing fails again.</summary>
    internal static AmqpEncodeException Explain<TMessage>(in TMessage message, AmqpEncodeException exception)
        where TMessage : struct, IAmqpMessageSource
    {
        if (exception.Member is not null)
        {
            return exception;
        }

        var buffer = new AmqpBuffer();
        string member = string.Empty;
        try
        {
            for (int index = 0; ; index++)
            {
                buffer.Clear();
                var writer = new AmqpWriter(buffer);
                if (!message.WriteMember(ref writer, index, ref member))
                {
                    return exception;
                }
            }
        }
        catch (Exception found)
        {
            return Named(member, found) ?? exception;
        }
    }

    private static AmqpEncodeException? Find<T, TEncoder>(in T value, int depth)
        where TEncoder : struct, IAmqpEncoder<T>
    {
        var buffer = new AmqpBuffer();
        string member = string.Empty;
        try
        {
            for (int index = 0; ; index++)
            {
                buffer.Clear();
                var writer = new AmqpWriter(buffer);
                if (!TEncoder.WriteMember(ref writer, in value, index, depth, ref member))
                {
                    return null;
                }
            }
        }
        catch (Exception found)
        {
            return Named(member, found);
        }
    }

    /// <summary>Null for what is not about encoding: a getter may throw at the second reading, and what it throws is not why the send failed.</summary>
    private static AmqpEncodeException? Named(string member, Exception found)
        => found is not AmqpEncodeException exception ? null
            : exception.Member is not null ? exception
            : new AmqpEncodeException($"{member}: {exception.Message}", exception) { Member = member };
}
