using System.Numerics;
using Foreign;
using TypedSender;
using TypedSender.Generated.Tests.Shapes;

[assembly: AmqpContractFor<Vector2>]
[assembly: AmqpContractFor<Invoice>(MetadataType = typeof(InvoiceMetadata), Descriptor = "f:invoice")]
[assembly: AmqpContractFor<Invoice.Line>(Encoding = AmqpBodyEncoding.List, MetadataType = typeof(InvoiceLineMetadata))]
[assembly: AmqpContractFor(typeof(Pair<string, int>))]
[assembly: AmqpContractFor(typeof(Shape), DiscriminatorKey = "$type", MetadataType = typeof(ShapeMetadata))]
[assembly: AmqpContractFor<Round>]
[assembly: AmqpContractFor<Page<Outside<Guid>.Inner>>]
[assembly: AmqpContractFor<Outside<Guid>.Inner>]

namespace Foreign
{
    /// <summary>A type that no attribute of ours may stand on.</summary>
    public class Invoice
    {
        public Guid Id { get; init; }

        public decimal Total { get; init; }

        public string? Note { get; init; }

        public IReadOnlyList<Line> Lines { get; init; } = [];

        public object Tag => this;

        internal int Version { get; init; }

        public sealed record Line(string Sku, int Count);
    }

    public readonly struct Pair<TLeft, TRight>(TLeft left, TRight right)
    {
        public TLeft Left { get; } = left;

        public TRight Right { get; } = right;
    }

    public record Page<T>(List<T> Items, Page<T>? Next = null)
        where T : notnull;

    public class Outside<T>
    {
        public record Inner(T Id, Page<Inner>? Inners = null);
    }

    public abstract record Shape(int Id);

    public sealed record Round(int Id) : Shape(Id);
}

namespace TypedSender.Generated.Tests.Shapes
{
    /// <summary>Says how <see cref="Invoice"/> travels.</summary>
    [Subject("invoice"), Durable]
    internal interface InvoiceMetadata
    {
        [MessageId]
        Guid Id { get; }

        [AmqpMember("total")]
        decimal Total { get; }

        [AmqpIgnore]
        object Tag { get; }

        [AmqpMember]
        int Version { get; }
    }

    internal sealed class InvoiceLineMetadata
    {
        [AmqpMember(Order = 1)]
        public int Count => 0;

        [AmqpMember(Order = 0)]
        public string Sku => string.Empty;
    }

    [AmqpKnownType(typeof(Round), "round"), AmqpKnownType(typeof(Own), "own")]
    internal abstract class ShapeMetadata;

    /// <summary>A contract of this assembly that an external one names.</summary>
    [AmqpContract]
    public sealed partial record Own(int Id) : Shape(Id);

    [AmqpContract]
    public sealed partial record Statement(Invoice? Invoice, List<Vector2> Points, Pair<string, int>? Pair = null, Shape? Shape = null);

    [AmqpSender("invoices")]
    public partial interface IInvoiceSender
    {
        ValueTask SendAsync(Invoice invoice);

        ValueTask ListAsync(IEnumerable<Vector2> points, [Subject] string subject);
    }
}
