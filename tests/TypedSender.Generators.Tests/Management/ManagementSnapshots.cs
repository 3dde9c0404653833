using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Management;

public class ManagementSnapshots
{
    [Fact]
    public void Every_kind_of_parameter()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            #pragma warning disable TSAMQP
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using TypedSender;
            using TypedSender.Amqp;
            using TypedSender.Amqp.Messages;

            namespace Shop;

            [AmqpManagement]
            public partial interface IQueueManagement
            {
                [AmqpManagementOperation("READ", Type = "org.example.queue")]
                ValueTask<AmqpMessage> ReadAsync(string name, CancellationToken cancellationToken = default);

                [AmqpManagementOperation("CREATE", Type = "org.example.queue")]
                Task<AmqpMessage> CreateAsync(string name, [AmqpManagementBody] AmqpMap attributes, [AmqpManagementTimeout] TimeSpan timeout);

                [AmqpManagementOperation("PURGE")]
                ValueTask PurgeAsync([ApplicationProperty("queue")] Uri? address, [AmqpEnumAsString] Order order, [AmqpManagementBody] DateOnly? before);

                int Broken();
            }

            public enum Order { OldestFirst, NewestFirst }
            """);

        Assert.Empty(run.CompilerDiagnostics);
        Snapshot.Verify(run.Files.Where(file => file.Key.Contains("IQueueManagement", StringComparison.Ordinal)).ToDictionary());
    }
}
