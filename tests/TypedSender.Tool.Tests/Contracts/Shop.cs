using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;
using TypedSender;
using TypedSender.Azure;

[assembly: AmqpContractFor<DnsEndPoint>(Encoding = AmqpBodyEncoding.Map, Descriptor = "shop:host:map", MetadataType = typeof(Shop.DnsEndPointMetadata))]

namespace Shop;

public enum Region
{
    North,
    South,
}

/// <summary>A map, with sections of every kind of declaration.</summary>
[AmqpContract, Durable, Subject("order.placed"), ApplicationProperty("source", "shop")]
public sealed partial record OrderPlaced(
    [MessageId] Guid OrderId,
    [ApplicationProperty("region")] string Region,
    [SessionId] string Customer,
    decimal Total,
    IReadOnlyList<OrderLine> Lines,
    string? Note)
{
    [AmqpEnumAsString]
    public Region Origin { get; init; }

    [AmqpMember("placed")]
    public DateTimeOffset PlacedAt { get; init; }

    [AmqpIgnore]
    public string Secret => "";

    public IReadOnlyDictionary<string, int>? Counts { get; init; }

    public byte[] Signature { get; init; } = [];
}

/// <summary>A list.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "shop:line:list", Code = 0x1234_0000_0001)]
public readonly partial record struct OrderLine([AmqpMember(Order = 0)] string Sku, [AmqpMember(Order = 2)] int Quantity, [AmqpMember(Order = 3)] double? Discount);

/// <summary>JSON.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShopJson))]
public sealed partial record OrderCancelled(Guid OrderId, [property: JsonPropertyName("why")] string? Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrderCancelled))]
[JsonSerializable(typeof(OrderShipped))]
[JsonSerializable(typeof(OrderReturned))]
internal sealed partial class ShopJson : JsonSerializerContext;

/// <summary>Bytes.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("application/pdf")]
public readonly partial record struct Invoice([Subject] string Number, ReadOnlyMemory<byte> Pages);

/// <summary>One of two.</summary>
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(CardPayment), "card"), AmqpKnownType(typeof(BankTransfer), "transfer")]
public abstract partial record Payment(decimal Amount);

[AmqpContract]
public sealed partial record CardPayment(decimal Amount, string Card) : Payment(Amount);

[AmqpContract, Subject("transfer")]
public sealed partial record BankTransfer(decimal Amount, string Iban) : Payment(Amount);

/// <summary>A contract that others derive from, and that does not name itself.</summary>
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(GiftVoucher), "gift")]
public partial record Voucher(decimal Amount, IReadOnlyList<string?> Notes, IReadOnlyDictionary<string, int?> Counts);

[AmqpContract]
public sealed partial record GiftVoucher(decimal Amount, IReadOnlyList<string?> Notes, IReadOnlyDictionary<string, int?> Counts, string From) : Voucher(Amount, Notes, Counts);

/// <summary>A CloudEvent in binary mode, whose subject is in the body too.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShopJson)), CloudEvent(Type = "shop.shipped", Source = "/shop")]
public sealed partial record OrderShipped([property: CloudEventId, JsonIgnore] string Id, [property: CloudEventSubject] string Order, [property: CloudEventExtension("partitionkey"), JsonIgnore] string? Key);

/// <summary>A CloudEvent in structured mode.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShopJson)), CloudEvent(Type = "shop.returned", Source = "/shop", Mode = CloudEventMode.Structured)]
public sealed partial record OrderReturned([property: CloudEventId, JsonIgnore] string Id, int Parts);

/// <summary>A generic contract.</summary>
[AmqpContract]
public sealed partial record Page<T>(IReadOnlyList<T> Items, int Total);

/// <summary>Says how a type of the framework, which cannot be marked, is sent.</summary>
[Subject("host")]
internal interface DnsEndPointMetadata
{
    [AmqpMember("host")]
    string Host { get; }

    [ApplicationProperty("port")]
    int Port { get; }

    [AmqpIgnore]
    AddressFamily AddressFamily { get; }
}

/// <summary>A contract with external contracts as members.</summary>
[AmqpContract, ApplicationProperty("class", 'a'), ApplicationProperty("share", 0.5f)]
public sealed partial record Delivery(Guid Order, DnsEndPoint Warehouse, IReadOnlyList<DnsEndPoint> Others);

public static partial class Catalog
{
    /// <summary>A nested contract.</summary>
    [AmqpContract]
    public sealed partial record Entry(string Sku, decimal Price);

    /// <summary>Another one, of a name of its own.</summary>
    [AmqpContract]
    public sealed partial record Heading(string Text);
}

public static partial class Archive
{
    /// <summary>A nested contract of the same name.</summary>
    [AmqpContract]
    public sealed partial record Entry(string Sku);
}

[AmqpSender("payments")]
public partial interface IPaymentSender
{
    ValueTask PayAsync(Payment payment, CancellationToken cancellationToken = default);

    ValueTask GiveAsync(Voucher voucher, CancellationToken cancellationToken = default);

    ValueTask ShipAsync(OrderShipped shipped, CancellationToken cancellationToken = default);

    ValueTask ReturnAsync(OrderReturned returned, CancellationToken cancellationToken = default);

    ValueTask ListAsync(Page<OrderLine> lines, CancellationToken cancellationToken = default);
}

[AmqpSender("orders"), TargetCapability("queue")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(OrderPlaced order, CancellationToken cancellationToken = default);

    [Subject("order.placed.again")]
    ValueTask<SendOutcome> PlaceAgainAsync(OrderPlaced order, [TimeToLive] TimeSpan ttl, [ApplicationProperty("attempt")] int attempt, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<SendOutcome>> PlaceAllAsync(IReadOnlyList<OrderPlaced> orders, CancellationToken cancellationToken = default);

    [Address("cancellations")]
    ValueTask CancelAsync(OrderCancelled cancelled, CancellationToken cancellationToken = default);

    ValueTask BillAsync(Invoice invoice, CancellationToken cancellationToken = default);

    ValueTask DeliverAsync(Delivery delivery, CancellationToken cancellationToken = default);

    ValueTask MoveAsync(DnsEndPoint warehouse, CancellationToken cancellationToken = default);
}
