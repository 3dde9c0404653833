using TypedSender.Testing;
using Xunit;

namespace Shop;

public sealed class CheckoutVectorTests
{
    [Fact]
    public void The_bytes_of_the_contracts_are_those_that_readers_know()
        => new ContractVectors("AmqpContracts.Vectors.txt")
            .Add("order paid", new OrderPaid(new Guid("6f9619ff-8b86-d011-b42d-00cf4fc964ff"), 12.50m))
            .Add("order paid, nothing", new OrderPaid(Guid.Empty, 0m))
            .Verify();
}
