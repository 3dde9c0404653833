namespace TypedSender;

/// <summary>
/// Makes every message of a contract a CloudEvent 1.0: its attributes are application properties whose keys begin with <c>cloudEvents_</c>, as the AMQP protocol binding of
/// CloudEvents says, and its body, JSON or raw bytes in a data section, is the data of the event.
/// </summary>
/// <remarks>
/// A member marked <see cref="CloudEventIdAttribute"/> gives the id, which every event has; <see cref="CloudEventTimeAttribute"/>, <see cref="CloudEventSubjectAttribute"/> and
/// <see cref="CloudEventExtensionAttribute"/> mark members that are sent as further attributes. The <c>datacontenttype</c> of the event is the content-type of the message:
/// <c>application/json</c> of a JSON body, what <see cref="ContentTypeAttribute"/> says otherwise.
/// What the attribute says of a base type holds for the types that derive from it, unless they are marked themselves.
/// A body that is no JSON and no raw bytes is an error of the compiler (TSND0342), as are attributes that CloudEvents does not allow (TSND0343) and a missing id (TSND0344).
/// </remarks>
/// <example>
/// <code>
/// [AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShopJson))]
/// [CloudEvent(Type = "com.acme.order.placed", Source = "/shop/orders")]
/// public sealed partial record OrderPlaced([property: CloudEventId] string Id, string Sku, int Quantity);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class CloudEventAttribute : Attribute
{
    /// <summary>The <c>type</c> of the event, such as <c>com.acme.order.placed</c>. Not empty.</summary>
    public required string Type { get; set; }

    /// <summary>The <c>source</c> of the event: a URI or a reference to one, such as <c>/shop/orders</c>. Not empty. Source and id together are unique to an event.</summary>
    public required string Source { get; set; }

    /// <summary>The <c>subject</c> of the event within its source; null for none. A member marked <see cref="CloudEventSubjectAttribute"/> wins, unless it is null.</summary>
    public string? Subject { get; set; }

    /// <summary>The <c>dataschema</c> of the event, an absolute URI; null for none.</summary>
    public string? DataSchema { get; set; }

    /// <summary>How the event travels. The default is <see cref="CloudEventMode.Binary"/>; <see cref="CloudEventMode.Structured"/> takes a JSON body.</summary>
    public CloudEventMode Mode { get; set; }
}
