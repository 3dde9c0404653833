using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The status in the application properties of a node's reply, as AMQP Management 1.0 (working draft 9, 3.2) and the draft of claims-based security have it.</summary>
/// <param name="Code">The code, of any integer type of AMQP; null for none, and for one that is no integer of 32 bits.</param>
/// <param name="Description">The text for people; null for none.</param>
/// <param name="Condition">The error condition; null for none.</param>
/// <param name="Value">The code as it came; null for none.</param>
internal readonly record struct ReplyStatus(int? Code, string? Description, string? Condition, object? Value)
{
    /// <summary>Whether the node has done what was asked.</summary>
    public bool IsSuccess => Code is >= 200 and <= 299;

    /// <summary>Reads the status. Of several keys for one thing, the first that is there counts.</summary>
    /// <param name="properties">The application properties of the reply; null for none.</param>
    /// <param name="keys">The keys.</param>
    public static ReplyStatus Read(AmqpMap? properties, ReplyStatusKeys keys)
    {
        object? value = Find(properties, keys.Code);
        string? condition = Find(properties, keys.Condition) switch
        {
            AmqpSymbol symbol => symbol.Value,
            string text => text,
            _ => null,
        };
        return new ReplyStatus(ToCode(value), Find(properties, keys.Description) as string, condition, value);
    }

    private static object? Find(AmqpMap? properties, IReadOnlyList<string> keys)
    {
        foreach (string key in keys)
        {
            if (properties is not null && properties.TryGetValue((object)key, out object? value) && value is not null)
            {
                return value;
            }
        }

        return null;
    }

    private static int? ToCode(object? value) => value switch
    {
        int code => code,
        long code when code is >= int.MinValue and <= int.MaxValue => (int)code,
        uint code when code <= int.MaxValue => (int)code,
        ulong code when code <= int.MaxValue => (int)code,
        short code => code,
        ushort code => code,
        byte code => code,
        sbyte code => code,
        _ => null,
    };
}
