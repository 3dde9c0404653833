using System.Net;
using TypedSender;

[assembly: AmqpContractFor<DnsEndPoint>(MetadataType = typeof(Shop.Deliveries.DnsEndPointMetadata))]

namespace Shop.Deliveries;

/// <summary>Says how <see cref="DnsEndPoint"/>, which cannot be marked, travels.</summary>
internal interface DnsEndPointMetadata
{
    [AmqpMember("host")]
    string Host { get; }

    [AmqpMember("port")]
    int Port { get; }

    [AmqpIgnore]
    System.Net.Sockets.AddressFamily AddressFamily { get; }
}

[AmqpContract]
public sealed partial record Delivery(Guid Order, DnsEndPoint Warehouse);
