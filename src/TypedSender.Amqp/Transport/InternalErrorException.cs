namespace TypedSender.Amqp.Transport;

/// <summary>A failure that neither the peer nor the network has caused: a defect of this library, in the inner exception.</summary>
internal sealed class InternalErrorException(Exception inner) : Exception(inner.Message, inner);
