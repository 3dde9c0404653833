using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>A management node replied with a status that is no success (200 to 299), or with none.</summary>
/// <remarks>
/// A request without a reply throws <see cref="SendException"/>, whose outcome says whether the node may have carried it out. The public constructor serves tests, whose
/// fakes throw what a client would.
/// </remarks>
public sealed class AmqpManagementException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Operation, node, status, what to do.</param>
    /// <param name="statusCode">The status code of the reply; null if it had none.</param>
    /// <param name="statusDescription">What the node said of it.</param>
    /// <param name="condition">The error condition that it gave.</param>
    /// <param name="response">The reply.</param>
    public AmqpManagementException(string message, int? statusCode, string? statusDescription = null, string? condition = null, AmqpMessage? response = null)
        : base(message)
    {
        StatusCode = statusCode;
        StatusDescription = statusDescription;
        Condition = condition;
        Response = response;
        HelpLink = HelpLinks.ForError(nameof(AmqpManagementException));
    }

    /// <summary>The status code of the reply, after those of HTTP: 400 bad request, 401 unauthorized, 404 not found, 500 internal error. Null if the reply has none.</summary>
    public int? StatusCode { get; }

    /// <summary>The node's description of the status, as it came; null for none.</summary>
    public string? StatusDescription { get; }

    /// <summary>The error condition that the node gave, such as <c>amqp:not-found</c>, as it came; null if none.</summary>
    public string? Condition { get; }

    /// <summary>The reply as it came.</summary>
    public AmqpMessage? Response { get; }

    /// <summary>
    /// Whether the same request may succeed later without anything being corrected: the status is 408, 429, 500, 502, 503 or 504, or the condition is one of load or of
    /// something that passes. It does not say that nothing was carried out.
    /// </summary>
    public bool IsTransient => StatusCode is 408 or 429 or 500 or 502 or 503 or 504
        || (Condition is not null && FailureClassifier.IsTransient(FailureClassifier.Classify(SendReason.Rejected, Condition), Condition));
}
