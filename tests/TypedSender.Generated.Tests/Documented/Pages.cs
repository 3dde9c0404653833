using TypedSender;

namespace Shop.Pages;

[AmqpContract]
public sealed partial record Page<T>(IReadOnlyList<T> Items, string? Next);

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("pages")]
public partial interface IPageSender
{
    ValueTask SendAsync(Page<Order> page);
}
