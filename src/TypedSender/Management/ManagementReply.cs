using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>Reads the status of a reply: code, description and condition, under the keys of the options. Every integer type of AMQP is taken.</summary>
internal static class ManagementReply
{
    /// <summary>Returns a reply that says success.</summary>
    /// <exception cref="AmqpManagementException">It does not.</exception>
    public static AmqpManagementResponse Read(AmqpMessage reply, string operation, ManagementSettings settings)
    {
        AmqpMap? properties = reply.ApplicationProperties;
        string? description = Find(properties, settings.StatusDescriptionKeys) as string;
        string? condition = Find(properties, settings.ErrorConditionKeys) switch
        {
            AmqpSymbol symbol => symbol.Value,
            string text => text,
            _ => null,
        };
        object? status = Find(properties, settings.StatusCodeKeys);
        return ToCode(status) switch
        {
            null => throw new AmqpManagementException(ManagementErrors.StatusMissing(operation, settings, status, properties), null, description, condition, reply),
            >= 200 and <= 299 and int code => new AmqpManagementResponse(code, description, reply),
            int code => throw new AmqpManagementException(ManagementErrors.Failed(operation, settings.Node, code, description, condition), code, description, condition, reply),
        };
    }

    private static object? Find(AmqpMap? properties, string[] keys)
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
