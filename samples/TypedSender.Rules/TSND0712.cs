namespace TypedSender.Rules.TSND0712;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order);
}

public sealed class Desk(IOrderSender sender)
{
#if VIOLATION
    public void PlaceAll(List<Order> orders) => orders.ForEach(async order => await sender.PlaceAsync(order));
#else
    public async Task PlaceAllAsync(List<Order> orders)
    {
        foreach (Order order in orders)
        {
            await sender.PlaceAsync(order);
        }
    }
#endif
}
