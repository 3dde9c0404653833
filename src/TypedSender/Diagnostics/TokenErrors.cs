using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Texts of what goes wrong with the tokens of claims-based security; never a token, a key or a signature.</summary>
internal static class TokenErrors
{
    private const string Again = "It is asked again after a pause.";

    /// <summary>The user's provider threw.</summary>
    public static SendFailure ProviderFailed(string audience, TokenSource source, Exception exception) => Transient(
        $"{Capital(source.Name)} threw {exception.GetType().Name} instead of giving a token for {ErrorText.Address(audience)}. {Again} The text of the exception is not shown, as it may hold a secret: log it in the provider.");

    /// <summary>The user's provider has not returned in time.</summary>
    public static SendFailure ProviderTimedOut(string audience, TokenSource source, TimeSpan timeout) => Transient(
        $"{Capital(source.Name)} gave no token for {ErrorText.Address(audience)} within {ErrorText.Duration(timeout)} (TokenTimeout); the call was cancelled and given up. {Again} Check what it waits for, or raise TokenTimeout.");

    /// <summary>Too many calls of the user's provider have not returned.</summary>
    public static SendFailure StillCalled(string audience, TokenSource source, int calls) => Transient(
        $"{Capital(source.Name)} was not asked for a token for {ErrorText.Address(audience)}, as {calls} calls that were given up have not returned. {Again} Have it return when its cancellation token is cancelled.");

    /// <summary>The user's provider returned null.</summary>
    public static SendFailure Missing(string audience, TokenSource source) => Transient(
        $"{Capital(source.Name)} returned null instead of a token for {ErrorText.Address(audience)}. {Again} Have it return a token, or throw.");

    /// <summary>The token has expired already.</summary>
    public static SendFailure Expired(string audience, TokenSource source, DateTimeOffset expiresOn) => source.CanRenew
        ? Transient($"{Capital(source.Name)} gave a token for {ErrorText.Address(audience)} that expired on {expiresOn.UtcDateTime:u}. {Again} Check the clocks, and what it keeps.")
        : new SendFailure(
            SendReason.AuthenticationFailed,
            $"{Capital(source.Name)} expired on {expiresOn.UtcDateTime:u}, so there is none for {ErrorText.Address(audience)}. Make a new client with a new one, or use AmqpCredential.SharedAccessKey or AmqpCredential.Token(ITokenProvider), which renew theirs.");

    /// <summary>A provider that was asked to renew a token gave none that lasts longer.</summary>
    public static SendFailure NotNewer(string audience, TokenSource source, DateTimeOffset expiresOn) => Transient(
        $"{Capital(source.Name)} gave a token for {ErrorText.Address(audience)} that expires no later than the present one, on {expiresOn.UtcDateTime:u}. {Again} The present one is used meanwhile.");

    /// <summary>The peer answered put-token with a status that is no success.</summary>
    /// <param name="audience">What the token was for.</param>
    /// <param name="status">The status.</param>
    /// <param name="condition">The error condition, if there was one.</param>
    /// <param name="description">The description, if there was one.</param>
    public static SendFailure Refused(string audience, long status, string? condition, string? description)
    {
        string said = string.IsNullOrWhiteSpace(description) ? "" : $" ({ErrorText.FromPeer(description).Trim().TrimEnd('.')})";
        string named = string.IsNullOrWhiteSpace(condition) ? "" : $", {ErrorText.FromPeer(condition)}";
        (FailureClass failure, string nextStep) = status switch
        {
            401 or 403 => (FailureClass.Authentication, "Check that key or identity are the right ones and have rights to it, and the clocks."),
            404 or 410 => (FailureClass.Permanent, "Check the audience: create what it names at the broker, or correct the address or SenderOptions.TokenAudience."),
            408 or >= 500 => (FailureClass.Transient, "It is put again after a pause."),
            429 => (FailureClass.Busy, "It is put again after a pause."),
            _ => (FailureClass.Permanent, "Check the type of the token, the audience, and the broker's log."),
        };
        return new SendFailure(
            SendReason.AuthenticationFailed,
            string.Create(CultureInfo.InvariantCulture, $"The peer refused the token for {ErrorText.Address(audience)} with status {status}{named}{said}. {nextStep}"))
        {
            Class = failure,
        };
    }

    /// <summary>The peer's reply to put-token has no status.</summary>
    public static SendFailure NoStatus(string audience) => new(
        SendReason.AuthenticationFailed,
        $"The peer's reply to the token for {ErrorText.Address(audience)} has no status code in its application properties ('status-code' or 'statusCode'). Check that the node '{PutToken.Node}' is one for claims-based security.")
    {
        Class = FailureClass.Permanent,
    };

    /// <summary>The peer has not answered put-token in time.</summary>
    public static SendFailure PutTimedOut(string audience, TimeSpan timeout) => Transient(
        $"The peer did not answer the token for {ErrorText.Address(audience)} on its node '{PutToken.Node}' within {ErrorText.Duration(timeout)} (TokenTimeout). It is put again after a pause. Check the broker's load and log, or raise TokenTimeout.");

    /// <summary>The request could not be made at the peer's node for tokens, or had no reply.</summary>
    /// <param name="audience">What the token was for.</param>
    /// <param name="token">The token, which no text shows, even where the peer repeats it.</param>
    /// <param name="exception">What happened to the request.</param>
    public static SendFailure NodeFailed(string audience, AmqpToken token, SendException exception)
    {
        // What ended the connection may repeat it too.
        string said = token.IsRevealedBy(exception.Message) ? "what the peer says repeats the token and is not shown." : exception.Message;
        return new SendFailure(
            SendReason.AuthenticationFailed,
            $"The token for {ErrorText.Address(audience)} could not be put: {said} A broker without the node '{PutToken.Node}' takes no tokens: use another credential for it.")
        {
            Class = FailureClassifier.Classify(exception.Outcome),
        };
    }

    /// <summary>The deadline of a request passed while it waited for the token of its node.</summary>
    public static SendException RequestTimedOut(string node, TimeSpan timeout, SendFailure? obstacle)
    {
        string advice = obstacle is null ? $"Check what gives the tokens, and the broker's node '{PutToken.Node}'." : $"The last failure: {obstacle.Message}";
        return new SendFailure(
            SendReason.TimedOut, $"The request to {ErrorText.Address(node)} timed out after {ErrorText.Duration(timeout)} while waiting for a token. It was not sent. {advice}").ToException();
    }

    /// <summary>A request was cancelled while it waited for the token of its node.</summary>
    public static SendCanceledException RequestCanceled(string node, CancellationToken cancellationToken)
    {
        SendFailure failure = new(SendReason.Canceled, $"The request to {ErrorText.Address(node)} was cancelled while waiting for a token. It was not sent.");
        SendOutcome outcome = failure.NotSent();
        return new SendCanceledException(failure.Message, outcome, [outcome], cancellationToken);
    }

    /// <summary>The peer refused a link as unauthorised though the token was put for it just now.</summary>
    /// <param name="audience">What the token is for.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="link">What the peer said.</param>
    public static SendFailure RefusedDespiteToken(string audience, TokenSource source, SendFailure link) => new(
        link.Reason,
        $"{link.Message} The peer had accepted a fresh token for {ErrorText.Address(audience)} before, from {source.Name}: it does not give the right to send there. Give that right to the key or identity, or correct SenderOptions.TokenAudience.",
        link.Cause)
    {
        Error = link.Error,
        Class = link.Class,
    };

    /// <summary>The peer refused a link as unauthorised, and there is no other token.</summary>
    /// <param name="source">The token.</param>
    /// <param name="link">What the peer said.</param>
    public static SendFailure RefusedWithFixedToken(TokenSource source, SendFailure link) => new(
        link.Reason,
        $"{link.Message} {Capital(source.Name)} cannot be renewed: make a new client with a new one, or use AmqpCredential.SharedAccessKey or AmqpCredential.Token(ITokenProvider).",
        link.Cause)
    {
        Error = link.Error,
        Class = link.Class,
    };

    /// <summary>An attempt ended with the connection, or by a defect of this library.</summary>
    public static SendFailure Failed(string audience, TokenSource source, Exception exception) => Transient(
        $"No token for {ErrorText.Address(audience)} could be had from {source.Name}: {exception.GetType().Name}. {Again}", exception is OperationCanceledException ? null : exception);

    private static SendFailure Transient(string message, Exception? cause = null) => new(SendReason.AuthenticationFailed, message, cause) { Class = FailureClass.Transient };

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
