using System.Runtime.CompilerServices;

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
