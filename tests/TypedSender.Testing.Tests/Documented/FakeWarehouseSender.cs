using TypedSender;

namespace Shop;

/// <summary>Keeps what is sent, and ends every send with the outcome that a test has set.</summary>
public sealed class FakeWarehouseSender : IWarehouseSender
{
    public List<OrderPaid> Sent { get; } = [];

    public SendOutcome Outcome { get; set; } = SendOutcome.Accepted;

    public async ValueTask ShipAsync(OrderPaid order, CancellationToken cancellationToken = default)
    {
        Sent.Add(order);
        await Task.Yield();
        Outcome.EnsureSuccess();
    }
}
