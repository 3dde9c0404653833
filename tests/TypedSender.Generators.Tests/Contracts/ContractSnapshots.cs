using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Contracts;

public class ContractSnapshots
{
    [Fact]
    public void Map_with_sections()
        => Verify(
            """
            using System;
            using System.Collections.Generic;
            using TypedSender;

            namespace Shop;

            [AmqpContract, Subject("order.placed"), Durable]
            public sealed partial record OrderPlaced(
                [MessageId] Guid OrderId,
                [ApplicationProperty("region")] string Region,
                decimal Total,
                IReadOnlyList<OrderLine> Lines,
                string? Note);

            [AmqpContract]
            public readonly partial record struct OrderLine(string Sku, int Quantity);
            """,
            "Shop.OrderPlaced.");

    [Fact]
    public void List_with_trailing_nulls()
        => Verify(
            """
            using TypedSender;

            namespace Shop;

            [AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "shop:point:list")]
            public partial struct Point
            {
                [AmqpMember(Order = 0)]
                public double X;

                [AmqpMember(Order = 2)]
                public double? Z;
            }
            """,
            "Shop.Point.");

    [Fact]
    public void Stub()
        => Verify(
            """
            using TypedSender;

            public partial class Outer
            {
                [AmqpContract]
                internal partial class Wrong
                {
                    public System.IO.Stream? Stream { get; set; }
                }
            }
            """,
            "Wrong.");

    private static void Verify(string source, string part, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Empty(run.CompilerDiagnostics);
        Snapshot.Verify(run.Files.Where(file => file.Key.Contains(part, StringComparison.Ordinal)).ToDictionary(), method: method);
    }
}
