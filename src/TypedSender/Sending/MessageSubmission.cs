using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>The way of one message from its value to the transport of its sender: encoding, deadline, telemetry and the caller's token.</summary>
internal static class MessageSubmission
{
    /// <summary>Encodes a message whose telemetry has begun, on this thread, and gives it to the transport. Null when the outcome is known already.</summary>
    /// <param name="transport">The transport of the sender.</param>
    /// <param name="message">The message.</param>
    /// <param name="messageFormat">Its format (AMQP 1.0, 2.7.5).</param>
    /// <param name="options">What the send does otherwise than its sender; checked by <see cref="SendTransport.Check"/>.</param>
    /// <param name="trace">The telemetry of the send. It has ended when this returns null or throws.</param>
    /// <param name="cancellationToken">Ends the send.</param>
    /// <param name="immediate">The outcome, where null is returned.</param>
    /// <exception cref="AmqpEncodeException">A value cannot be carried by AMQP.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed.</exception>
    public static Delivery? Submit<TMessage>(
        SendTransport transport, in TMessage message, uint messageFormat, in SendOptions options, in SendTrace trace, CancellationToken cancellationToken, out SendOutcome immediate)
        where TMessage : struct, IAmqpMessageSource
    {
        AmqpBuffer? buffer = EncodeBuffers.Rent();
        try
        {
            MessageEncoder.Encode(buffer, in message, transport.EncodeSettings, in trace);
            SendTerms terms = new(messageFormat, transport.GetDueTick(in options), options);
            Delivery? delivery = transport.Submit(ref buffer, in terms, cancellationToken, out immediate, in trace);
            if (delivery is null)
            {
                transport.Telemetry.End(in trace, immediate);
            }
            else if (cancellationToken.CanBeCanceled)
            {
                delivery.Watch(cancellationToken);
            }

            return delivery;
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            AmqpEncodeException named = AmqpMemberNaming.Explain(in message, exception);
            transport.Telemetry.Fail(in trace, named);
            throw named;
        }
        catch (Exception exception)
        {
            transport.Telemetry.Fail(in trace, exception);
            throw;
        }
        finally
        {
            if (buffer is not null)
            {
                EncodeBuffers.Recycle(buffer);
            }
        }
    }
}
