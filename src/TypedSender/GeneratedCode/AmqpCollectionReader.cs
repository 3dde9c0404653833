using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Reads the elements of lists and the entries of maps; generated code makes the collection of them that a member declares.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpCollectionReader
{
    // A count is bounded by the bytes left, but an element may take many times the memory of its one byte.
    private const int MaxCapacity = 256;
    private const string EqualKeys = "A map has a key twice, as its collection compares keys";

    /// <summary>Reads a list, or an array of AMQP, whose elements are read alike.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="reader">Stands at the list; stands behind it afterwards.</param>
    /// <param name="read">Reads an element.</param>
    /// <exception cref="AmqpDecodeException">The next value is not a valid list, or an element cannot be read.</exception>
    public static List<T> List<T>(ref AmqpReader reader, AmqpRead<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (reader.PeekConstructor() is FormatCode.Array8 or FormatCode.Array32)
        {
            return Array(ref reader, read);
        }

        AmqpCompoundHeader header = AmqpContractReader.List(ref reader);
        var items = new List<T>(Math.Min(header.Count, MaxCapacity));
        for (int index = 0; index < header.Count; index++)
        {
            items.Add(read(ref reader));
        }

        reader.Leave(header);
        return items;
    }

    /// <summary>Reads a map.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="reader">Stands at the map; stands behind it afterwards.</param>
    /// <param name="readKey">Reads a key.</param>
    /// <param name="readValue">Reads a value.</param>
    /// <exception cref="AmqpDecodeException">The next value is not a valid map, holds a key twice, or a key or value cannot be read.</exception>
    public static Dictionary<TKey, TValue> Dictionary<TKey, TValue>(ref AmqpReader reader, AmqpRead<TKey> readKey, AmqpRead<TValue> readValue)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(readKey);
        ArgumentNullException.ThrowIfNull(readValue);
        AmqpCompoundHeader header = AmqpContractReader.Map(ref reader);
        var entries = new Dictionary<TKey, TValue>(Math.Min(header.Count / 2, MaxCapacity));
        for (int index = 0; index < header.Count; index += 2)
        {
            int start = reader.Position;
            TKey key = readKey(ref reader);

            // A map in which there exist two identical key values is invalid (AMQP 1.0, 1.6.23).
            if (!entries.TryAdd(key, readValue(ref reader)))
            {
                throw new AmqpDecodeException("A map has a key twice", start);
            }
        }

        reader.Leave(header);
        return entries;
    }

    /// <summary>Makes a dictionary of another type, whose comparer may take for equal keys that differ.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <typeparam name="TDictionary">The type of the dictionary.</typeparam>
    /// <param name="start">Where the map begins.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="copy">Makes the dictionary of them.</param>
    /// <exception cref="AmqpDecodeException">The dictionary refuses a key.</exception>
    public static TDictionary Copy<TKey, TValue, TDictionary>(int start, Dictionary<TKey, TValue> entries, Func<Dictionary<TKey, TValue>, TDictionary> copy)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(copy);
        try
        {
            return copy(entries);
        }
        catch (ArgumentException exception)
        {
            throw new AmqpDecodeException(EqualKeys, start, exception);
        }
    }

    /// <summary>Adds what has been read to a collection of a type that is made empty.</summary>
    /// <typeparam name="TCollection">The type of the collection.</typeparam>
    /// <typeparam name="T">The type of the elements, or entries.</typeparam>
    /// <param name="start">Where the list or map begins.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="items">The elements, or the dictionary of the entries.</param>
    /// <param name="add">Adds one.</param>
    /// <exception cref="AmqpDecodeException">The collection refuses an element.</exception>
    public static TCollection Fill<TCollection, T>(int start, TCollection collection, IEnumerable<T> items, Action<TCollection, T> add)
        where TCollection : class
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(add);
        try
        {
            foreach (T item in items)
            {
                add(collection, item);
            }
        }
        catch (ArgumentException exception)
        {
            throw new AmqpDecodeException(items is List<T> ? "A list holds an element that its collection refuses" : EqualKeys, start, exception);
        }

        return collection;
    }

    /// <summary>The elements from the last to the first: a stack is gone through from the last that was pushed.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="items">The elements.</param>
    public static List<T> Reversed<T>(List<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        items.Reverse();
        return items;
    }

    /// <summary>Reads an array of AMQP (1.6.24), as others send lists of one type, by way of the list of its elements.</summary>
    private static List<T> Array<T>(ref AmqpReader reader, AmqpRead<T> read)
    {
        int start = reader.Position;
        var array = (AmqpArray)reader.ReadValue()!;
        if (array.Descriptor is not null)
        {
            throw new AmqpDecodeException("Expected list, found an array of described values", start);
        }

        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        writer.WriteValue(array.Items);
        writer.Flush();
        var elements = new AmqpReader(buffer.ToArray());
        try
        {
            return List(ref elements, read);
        }
        catch (AmqpDecodeException exception)
        {
            // Its offset counts from the start of the copy.
            throw exception.At(start);
        }
    }
}
