namespace TypedSender;

/// <summary>A message of a queue that is to be given to an <see cref="ISendTransport"/> when the lock has been left; <c>default</c> elsewhere.</summary>
internal readonly record struct PassedMessage(Delivery Delivery, ReadOnlyMemory<byte> Bytes, uint MessageFormat, bool IsSettled, SendTicket Ticket);
