namespace TypedSender;

/// <summary>Options of an <see cref="AmqpManagementClient"/>. They are copied and checked when it is made.</summary>
public sealed class AmqpManagementOptions
{
    /// <summary>
    /// The application properties of a reply that may hold its status code; the first that is there counts. <c>statusCode</c> and <c>status-code</c> by default.
    /// </summary>
    public IList<string> StatusCodeKeys { get; } = [.. ReplyStatusKeys.Default.Code];

    /// <summary>The application properties of a reply that may describe its status; the first that is there counts. <c>statusDescription</c> and <c>status-description</c> by default.</summary>
    public IList<string> StatusDescriptionKeys { get; } = [.. ReplyStatusKeys.Default.Description];

    /// <summary>The application properties of a reply that may hold an error condition; the first that is there counts. <c>errorCondition</c> and <c>error-condition</c> by default.</summary>
    public IList<string> ErrorConditionKeys { get; } = [.. ReplyStatusKeys.Default.Condition];

    /// <summary>
    /// How long a request may take, from the call to the reply: connecting, attaching, credit and the node's work. Null, the default, for
    /// <see cref="SendClientOptions.SendTimeout"/>; above zero and up to 49 days, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>
    /// Whether requests are sent settled (AMQP 1.0, 2.8.2). False by default: then a node that rejects or releases a request ends it at once, and nothing was carried out.
    /// </summary>
    public bool SendSettled { get; set; }
}
