using System.Globalization;
using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Puts tokens at the peer's node <c>$cbs</c> by the <see cref="AmqpCbsLink"/> of a connection.</summary>
internal sealed class CbsTokenChannel(AmqpCbsLink link, BrokerEndpoint endpoint) : ITokenChannel
{
    private const string StatusMark = "status-code: ";
    private const string DescriptionMark = "status-description: ";

    private readonly Uri _namespace = new UriBuilder(endpoint.UseTls ? "amqps" : "amqp", endpoint.Host, endpoint.Port).Uri;

    public async Task<SendFailure?> PutTokenAsync(string audience, AmqpToken token, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            TimeSpan limit = timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : timeout;
            Task put = link.SendTokenAsync(new Provider(token), _namespace, audience, audience, [], limit);
            put.Observe();
            await put.WaitAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (AmqpException exception) when (ReadStatus(exception) is { } status)
        {
            return TokenErrors.Refused(audience, status, condition: null, ReadDescription(exception.Message, token));
        }
        catch (TimeoutException)
        {
            return TokenErrors.PutTimedOut(audience, timeout);
        }
        catch (Exception exception)
        {
            return new SendFailure(
                SendReason.AuthenticationFailed,
                $"The token for {ErrorText.Address(audience)} could not be put: {Show(exception, token)}. A broker without the node '{PutToken.Node}' takes no tokens: use another credential for it.")
            {
                Class = exception switch
                {
                    AmqpException { Error.Condition.Value: var condition } => FailureClassifier.Classify(SendReason.AddressRefused, condition),

                    // What ends with the connection is tried again on the next one.
                    OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException => FailureClass.Transient,

                    // The reply lacks a status of the type that Microsoft.Azure.Amqp reads.
                    _ => FailureClass.Permanent,
                },
            };
        }
    }

    /// <summary>The status of the reply, which Microsoft.Azure.Amqp tells in the text of its exception alone; null for an exception that is none about a reply.</summary>
    private static long? ReadStatus(AmqpException exception)
    {
        int start = exception.Message.IndexOf(StatusMark, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = exception.Message.AsSpan(start + StatusMark.Length);
        int length = rest.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(length < 0 ? rest : rest[..length], NumberStyles.None, CultureInfo.InvariantCulture, out long status) ? status : null;
    }

    /// <summary>What the peer said, unless it repeats the token.</summary>
    private static string? ReadDescription(string message, AmqpToken token)
    {
        int start = message.IndexOf(DescriptionMark, StringComparison.Ordinal);
        return start < 0 ? null : token.IsRevealedBy(message) ? RequestTarget.Hidden : message[(start + DescriptionMark.Length)..];
    }

    private static string Show(Exception exception, AmqpToken token) => exception is AmqpException && !token.IsRevealedBy(exception.Message)
        ? ErrorText.FromPeer(exception.Message).TrimEnd('.')
        : exception.GetType().Name;

    /// <summary>Gives the token that is to be put, as Microsoft.Azure.Amqp asks for it.</summary>
    private sealed class Provider(AmqpToken token) : ICbsTokenProvider
    {
        public Task<CbsToken> GetTokenAsync(Uri namespaceAddress, string appliesTo, string[] requiredClaims) =>
            Task.FromResult(new CbsToken(token.Value, token.Type, token.ExpiresOn.UtcDateTime));
    }
}
