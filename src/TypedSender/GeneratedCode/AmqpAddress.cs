using System.ComponentModel;
using System.Globalization;
using System.Text;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Makes the addresses of messages of templates and values. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpAddress
{
    /// <summary>Puts values into the places of a template, written as the broker of the sender wants them.</summary>
    /// <param name="sender">The sender, which knows the broker.</param>
    /// <param name="template">The address, with the names of values in braces; a brace of its own is doubled.</param>
    /// <param name="values">The values, in the order of their places.</param>
    /// <exception cref="AmqpEncodeException">A value is null or empty, or has a character that an address cannot hold at that broker.</exception>
    public static string Format(MessageSender sender, string template, params string?[] values)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(values);
        StringBuilder address = new(template.Length + 32);
        AddressProfile rules = sender.Transport.Broker.Addresses;
        bool isEscaped = rules.Escapes(template);
        int place = 0;
        for (int i = 0; i < template.Length; i++)
        {
            char unit = template[i];
            if (unit is not ('{' or '}') || (i + 1 < template.Length && template[i + 1] == unit))
            {
                address.Append(unit);
                i += unit is '{' or '}' ? 1 : 0;
                continue;
            }

            int end = template.IndexOf('}', i);
            Append(address, values[place++], template[(i + 1)..end], template, rules, isEscaped, sender);
            i = end;
        }

        return address.ToString();
    }

    private static void Append(StringBuilder address, string? value, string name, string template, AddressProfile rules, bool isEscaped, MessageSender sender)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw Refuse(name, template, $"it is {(value is null ? "null" : "empty")}");
        }

        if (isEscaped)
        {
            CheckControls(value, name, template);
            address.Append(Uri.EscapeDataString(value));
            return;
        }

        CheckControls(value, name, template);
        int reserved = value.AsSpan().IndexOfAny(rules.Reserved);
        if (reserved >= 0)
        {
            throw Refuse(name, template, string.Create(CultureInfo.InvariantCulture, $"it has '{value[reserved]}' at index {reserved}, which {sender.Transport.Broker.Name} gives a meaning in addresses"));
        }

        address.Append(value);
    }

    private static void CheckControls(string value, string name, string template)
    {
        for (int i = 0; i < value.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]);
            if (char.IsControl(value[i]) || (char.IsSurrogate(value[i]) && !isPair))
            {
                string what = char.IsControl(value[i]) ? "the control character" : "half a character,";
                throw Refuse(name, template, string.Create(CultureInfo.InvariantCulture, $"it has {what} U+{(int)value[i]:X4} at index {i}"));
            }

            i += isPair ? 1 : 0;
        }
    }

    private static AmqpEncodeException Refuse(string name, string template, string reason) =>
        new($"The value of '{name}' cannot stand in the address {ErrorText.Address(template)}: {reason}. Nothing was sent. Correct the value.") { Member = name };
}
