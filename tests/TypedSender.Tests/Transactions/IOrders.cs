namespace TypedSender.Tests.Transactions;

[AmqpContract]
internal sealed partial record Order(int Number);

[AmqpSender("orders")]
internal partial interface IOrders
{
    ValueTask<SendOutcome> PlaceAsync(Order order, AmqpTransaction transaction, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<SendOutcome>> PlaceAllAsync(IReadOnlyList<Order> orders, AmqpTransaction? transaction);

    [AmqpBatch]
    ValueTask<IReadOnlyList<SendOutcome>> PlaceTogetherAsync(AmqpTransaction transaction, IReadOnlyList<Order> orders);

    ValueTask<IReadOnlyList<SendOutcome>> PlaceReadAsync(IAsyncEnumerable<Order> orders, AmqpTransaction transaction);
}
