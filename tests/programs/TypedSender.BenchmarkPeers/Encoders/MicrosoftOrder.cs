using Microsoft.Azure.Amqp.Serialization;
using Contract = Microsoft.Azure.Amqp.Serialization.AmqpContractAttribute;
using Member = Microsoft.Azure.Amqp.Serialization.AmqpMemberAttribute;

namespace TypedSender.BenchmarkPeers.Encoders;

/// <summary>The order for the serializer of Microsoft.Azure.Amqp, as a described list.</summary>
[Contract(Name = "bench:order:list", Encoding = EncodingType.List)]
public sealed class MicrosoftOrder
{
    [Member(Order = 0)]
    public ulong Number { get; set; }

    [Member(Order = 1)]
    public string Customer { get; set; } = "";

    [Member(Order = 2)]
    public string? Note { get; set; }

    [Member(Order = 3)]
    public int Quantity { get; set; }

    [Member(Order = 4)]
    public double Price { get; set; }

    [Member(Order = 5)]
    public bool IsPaid { get; set; }

    [Member(Order = 6)]
    public DateTime Placed { get; set; }

    [Member(Order = 7)]
    public Guid Basket { get; set; }

    [Member(Order = 8)]
    public long? Discount { get; set; }

    [Member(Order = 9)]
    public List<string> Tags { get; set; } = [];
}
