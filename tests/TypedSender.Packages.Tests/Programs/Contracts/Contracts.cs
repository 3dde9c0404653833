using System.Threading;
using System.Threading.Tasks;
using TypedSender;

namespace Shop.Contracts
{
    [AmqpContract]
    public sealed partial record Order([MessageId] ulong Number, string Text);

    [AmqpSender("orders")]
    public partial interface IOrderSender
    {
        ValueTask<SendOutcome> SendAsync(Order order, CancellationToken cancellationToken = default);
    }
}
