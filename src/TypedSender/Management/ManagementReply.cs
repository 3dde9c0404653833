using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>Reads replies of a management node.</summary>
internal static class ManagementReply
{
    /// <summary>Returns a reply that says success.</summary>
    /// <exception cref="AmqpManagementException">It does not.</exception>
    public static AmqpManagementResponse Read(AmqpMessage reply, string operation, ManagementSettings settings)
    {
        ReplyStatus status = ReplyStatus.Read(reply.ApplicationProperties, settings.StatusKeys);
        if (status is { IsSuccess: true, Code: { } success })
        {
            return new AmqpManagementResponse(success, status.Description, reply);
        }

        string message = status.Code is { } code
            ? ManagementErrors.Failed(operation, settings.Node, code, status.Description, status.Condition)
            : ManagementErrors.StatusMissing(operation, settings, status.Value, reply.ApplicationProperties);
        throw new AmqpManagementException(message, status.Code, status.Description, status.Condition, reply);
    }
}
