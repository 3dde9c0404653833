using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The peer's node for tokens, <c>$cbs</c>, on one connection.</summary>
/// <param name="request">Sends a request to a node, as <see cref="RequestLinks.RequestAsync"/> does.</param>
internal sealed class TokenNode(Func<RequestTarget, AmqpMessage, TimeSpan, CancellationToken, Task<AmqpMessage>> request) : ITokenChannel
{
    public async Task<SendFailure?> PutTokenAsync(string audience, AmqpToken token, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            RequestTarget target = new(PutToken.Node) { Reveals = token.IsRevealedBy };
            AmqpMessage reply = await request(target, PutToken.MakeRequest(audience, token), timeout, cancellationToken).ConfigureAwait(false);
            return PutToken.ReadReply(audience, token, reply.ApplicationProperties);
        }
        catch (SendException exception)
        {
            return exception.Reason == SendReason.TimedOut
                ? TokenErrors.PutTimedOut(audience, timeout)
                : TokenErrors.NodeFailed(audience, token, exception);
        }
    }
}
