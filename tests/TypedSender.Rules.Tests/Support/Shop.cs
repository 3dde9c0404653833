namespace TypedSender.Rules.Tests.Support;

/// <summary>What the sources of tests are compiled with.</summary>
internal static class Shop
{
    /// <summary>What every source begins with.</summary>
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using TypedSender;
        global using TypedSender.Amqp;
        """;

    /// <summary>A contract and its sender.</summary>
    public const string Orders = """
        namespace Shop;

        [AmqpContract]
        public sealed partial record Order(int Number);

        [AmqpSender("orders")]
        public partial interface IOrderSender
        {
            ValueTask PlaceAsync(Order order, CancellationToken cancellationToken = default);

            ValueTask<SendOutcome> OfferAsync(Order order, CancellationToken cancellationToken = default);

            ValueTask<IReadOnlyList<SendOutcome>> OfferAllAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken = default);

            Task SaveAsync(Order order, [Subject] string? subject = null, CancellationToken cancellationToken = default);
        }
        """;
}
