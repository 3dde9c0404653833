namespace TypedSender.Tests.Transports;

/// <summary>A transport of few means: it does with a message what a test says, opens nothing, and throws where it is to withdraw.</summary>
internal sealed class ThrowingTransport : ISendTransport
{
    public delegate void Sending(EncodedMessage message, SendTicket ticket);

    public event EventHandler? StateChanged
    {
        add
        {
        }

        remove
        {
        }
    }

    public Sending OnSend { get; init; } = (_, _) => throw new InvalidOperationException("Nothing is to be sent here.");

    public MessageSenderState State { get; init; } = MessageSenderState.Open;

    public long? MaxMessageSize => null;

    public void Send(in EncodedMessage message, SendTicket ticket) => OnSend(message, ticket);

    public bool TryWithdraw(SendTicket ticket) => throw new NotSupportedException("This transport takes nothing back.");

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
