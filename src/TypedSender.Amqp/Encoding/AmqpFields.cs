using System.Diagnostics.CodeAnalysis;

namespace TypedSender.Amqp;

/// <summary>Checks that the generated encoders and decoders of composite types share.</summary>
internal static class AmqpFields
{
    /// <summary>Reads the descriptor of a composite type, in either form.</summary>
    /// <param name="reader">Stands at the descriptor.</param>
    /// <param name="code">The type's numeric descriptor.</param>
    /// <param name="name">The type's symbolic descriptor.</param>
    /// <exception cref="AmqpDecodeException">There is no descriptor, or it is of another type.</exception>
    public static void ReadDescriptor(ref AmqpReader reader, ulong code, string name)
    {
        int start = reader.Position;
        AmqpDescriptor descriptor = reader.ReadDescriptor();
        if (!descriptor.Is(code, name))
        {
            throw new AmqpDecodeException($"Expected {name}, found a value with the descriptor {descriptor}", start);
        }
    }

    /// <summary>
    /// Reads the symbols of a field that may have multiple values (AMQP 1.0, 1.4). A list of symbols is taken too: libraries for dynamic languages send one for a list of
    /// capabilities, though the standard wants an array.
    /// </summary>
    /// <param name="reader">Stands at the value.</param>
    /// <returns>The symbols; empty for null.</returns>
    /// <exception cref="AmqpDecodeException">The value is neither null, a symbol, an array of symbols nor a list of symbols.</exception>
    public static AmqpSymbol[] ReadSymbols(ref AmqpReader reader)
    {
        if (reader.PeekConstructor() is not (FormatCode.List0 or FormatCode.List8 or FormatCode.List32))
        {
            return reader.ReadSymbolArray();
        }

        AmqpCompoundHeader list = reader.ReadListHeader();
        AmqpSymbol[] symbols = list.Count == 0 ? [] : new AmqpSymbol[list.Count];
        for (int index = 0; index < symbols.Length; index++)
        {
            symbols[index] = reader.ReadSymbol();
        }

        reader.Leave(list);
        return symbols;
    }

    /// <summary>Reads the header of a composite's list.</summary>
    /// <param name="reader">Stands at the list.</param>
    /// <param name="fields">How many fields the type has.</param>
    /// <param name="composite">The type's name.</param>
    /// <exception cref="AmqpDecodeException">There is no list, or it holds more fields than the type has.</exception>
    public static AmqpCompoundHeader ReadList(ref AmqpReader reader, int fields, string composite)
    {
        int start = reader.Position;
        AmqpCompoundHeader list = reader.ReadListHeader();
        return list.Count <= fields
            ? list
            : throw new AmqpDecodeException($"The {composite} has {list.Count} fields, and AMQP 1.0 defines {fields}", start);
    }

    /// <summary>Checks that a number is one of an enum's, which run from 0.</summary>
    /// <param name="value">The number read.</param>
    /// <param name="last">The enum's last number.</param>
    /// <param name="composite">The type's name.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="offset">Where the number was read.</param>
    /// <exception cref="AmqpDecodeException">It is not.</exception>
    public static uint Choice(uint value, uint last, string composite, string field, int offset)
        => value <= last
            ? value
            : throw new AmqpDecodeException($"The field {field} of the {composite} is {value}; its values are 0 to {last}", offset);

    /// <summary>Refuses to write a mandatory field that is null.</summary>
    /// <typeparam name="T">The field's type.</typeparam>
    /// <param name="value">The field's value.</param>
    /// <param name="composite">The type's name.</param>
    /// <param name="field">The field's name.</param>
    /// <exception cref="AmqpEncodeException">It is null.</exception>
    public static T Required<T>([NotNull] T? value, string composite, string field)
        where T : class
        => value ?? throw new AmqpEncodeException($"The field {field} of the {composite} is mandatory, and it is null. Set it.");

    /// <summary>The exception for a mandatory field that is null or omitted.</summary>
    /// <param name="composite">The type's name.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="offset">Where the field was expected.</param>
    public static AmqpDecodeException Missing(string composite, string field, int offset)
        => new($"The {composite} lacks its mandatory field {field}", offset);

    internal static AmqpDescribed ReadDescribed(ref AmqpReader reader)
    {
        int start = reader.Position;
        return reader.ReadValue() as AmqpDescribed ?? throw new AmqpDecodeException("Expected a described value", start);
    }
}
