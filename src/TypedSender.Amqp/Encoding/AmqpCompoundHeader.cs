using System.Diagnostics.CodeAnalysis;

namespace TypedSender.Amqp;

/// <summary>The size and count of a list or map being read (AMQP 1.0, 1.2.2); hand it to <see cref="AmqpReader.Leave"/> after the last element.</summary>
[Experimental("TSAMQP")]
public readonly struct AmqpCompoundHeader
{
    internal AmqpCompoundHeader(int count, int end)
    {
        Count = count;
        End = end;
    }

    /// <summary>Elements; of a map, keys and values: twice the number of entries.</summary>
    public int Count { get; }

    /// <summary>The reader's position behind the last element.</summary>
    public int End { get; }
}
