using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Sends the messages of one sender over the link that an <see cref="ILinkSource"/> gives. Thread-safe.</summary>
internal sealed class LinkTransport : ISendTransport
{
    private readonly ILinkSource _source;

    /// <param name="source">Opens the link.</param>
    /// <param name="address">The address of the target, for texts.</param>
    public LinkTransport(ILinkSource source, string address)
    {
        _source = source;
        Address = address;
    }

    public event EventHandler? StateChanged;

    public string Address { get; }

    public MessageSenderState State => MessageSenderState.Idle;

    public long? MaxMessageSize => null;

    public void Send(in EncodedMessage message, SendTicket ticket) => throw new NotImplementedException();

    public bool TryWithdraw(SendTicket ticket) => throw new NotImplementedException();

    public Task OpenAsync(CancellationToken cancellationToken)
    {
        StateChanged?.Invoke(this, EventArgs.Empty);
        throw new NotImplementedException();
    }

    public Task CloseAsync(CancellationToken cancellationToken) => _source.CloseAsync(null, cancellationToken);
}
