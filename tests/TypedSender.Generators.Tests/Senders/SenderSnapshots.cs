using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Senders;

public class SenderSnapshots
{
    [Fact]
    public void One_and_many()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using System;
            using System.Collections.Generic;
            using System.Threading;
            using System.Threading.Tasks;
            using TypedSender;

            namespace Shop;

            [AmqpContract]
            public sealed partial record Order(int Number);

            [AmqpSender("orders")]
            [DesiredCapability("queue")]
            public partial interface IOrderSender
            {
                [Subject("order.cancelled")]
                Task<SendOutcome> CancelAsync(Order order, [TimeToLive] TimeSpan ttl, [ApplicationProperty("reason")] string? reason, CancellationToken cancellationToken = default);

                ValueTask<IReadOnlyList<SendOutcome>> PlaceAllAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken = default);

                void Broken(Order order);
            }
            """);

        Assert.Empty(run.CompilerDiagnostics);
        Snapshot.Verify(run.Files.Where(file => file.Key.Contains("IOrderSender", StringComparison.Ordinal)).ToDictionary());
    }
}
