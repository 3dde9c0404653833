using TypedSender.Amqp;

namespace TypedSender.Azure;

/// <summary>Keeps the messages of a typed sender instead of sending them. Thread-safe.</summary>
internal sealed class CollectingTransport : ISendTransport
{
    private const ulong DataSection = 0x75;

    private readonly object _access = new();
    private readonly List<byte[]> _messages = [];

    event EventHandler? ISendTransport.StateChanged
    {
        add
        {
        }

        remove
        {
        }
    }

    MessageSenderState ISendTransport.State => MessageSenderState.Open;

    long? ISendTransport.MaxMessageSize => null;

    /// <summary>The messages, in the order in which they came.</summary>
    public IReadOnlyList<byte[]> Take()
    {
        lock (_access)
        {
            return [.. _messages];
        }
    }

    void ISendTransport.Send(in EncodedMessage message, SendTicket ticket)
    {
        lock (_access)
        {
            if (message.MessageFormat == 0)
            {
                _messages.Add(message.Bytes.ToArray());
            }
            else
            {
                Unpack(message.Bytes.Span);
            }
        }

        ticket.Complete(message.IsSettled ? SendOutcome.Unconfirmed : SendOutcome.Accepted);
    }

    bool ISendTransport.TryWithdraw(SendTicket ticket) => false;

    Task ISendTransport.OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task ISendTransport.CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes the messages out of an envelope: each is the content of a data section (AMQP 1.0, 3.2.6).</summary>
    private void Unpack(ReadOnlySpan<byte> envelope)
    {
        var reader = new AmqpReader(envelope);
        while (!reader.End)
        {
            if (reader.ReadDescriptor().Code == DataSection)
            {
                _messages.Add(reader.ReadBinary());
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
