using System.Runtime.CompilerServices;
using TypedSender.Testing;

namespace TypedSender.Endurance.Tests;

/// <summary>What is in use no more must not be kept by what lends it: a delivery leads to its link, and that to the buffers of a connection.</summary>
public sealed class RetentionTests
{
    [Fact]
    public void The_pool_forgets_a_delivery_that_it_has_lent_and_does_not_get_back()
    {
        var pool = new DeliveryPool();

        WeakReference delivery = LendAndDiscard(pool);
        GC.Collect();

        Assert.False(delivery.IsAlive);
        Assert.Equal(0, pool.Rented);
    }

    /// <summary>What is kept of a transaction takes more than 300 bytes.</summary>
    [Fact]
    public async Task The_coordinator_of_the_broker_forgets_transactions_that_have_ended()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using var client = new SendClient(broker.Url);
        await EndTransactionsAsync(client, 500);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await EndTransactionsAsync(client, 5_000);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 500_000);
        Assert.Equal((0, 2_750L, 2_750L), (broker.Coordinator.ActiveCount, broker.Coordinator.CommittedCount, broker.Coordinator.RolledBackCount));
    }

    private static async Task EndTransactionsAsync(SendClient client, int count)
    {
        for (int number = 0; number < count; number++)
        {
            AmqpTransaction transaction = await client.BeginTransactionAsync().Within();
            await (number % 2 == 0 ? transaction.CommitAsync() : transaction.RollbackAsync()).Within();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LendAndDiscard(DeliveryPool pool)
    {
        Delivery delivery = pool.Rent();
        pool.Return(delivery);
        delivery = pool.Rent();
        pool.Discard();
        return new WeakReference(delivery);
    }
}
