using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Specification;

/// <summary>The frames of the send path cost no memory.</summary>
public sealed class CompositeAllocationTests
{
    private static readonly byte[] Tag = [1, 2, 3, 4];

    [Fact]
    public void Transfer_disposition_and_flow_are_written_without_allocating()
    {
        var buffer = new AmqpBuffer(256);
        AssertAllocatesNothing(() =>
        {
            buffer.Clear();
            var writer = new AmqpWriter(buffer);
            new Transfer { Handle = 1, DeliveryId = 1000, DeliveryTag = Tag, MessageFormat = 0, Settled = false, State = Accepted.Instance }.Encode(ref writer);
            new Disposition { Role = Role.Sender, First = 1, Settled = true, State = Accepted.Instance }.Encode(ref writer);
            new Flow { NextIncomingId = 1, IncomingWindow = 1000, NextOutgoingId = 2, OutgoingWindow = 1000, Handle = 1, LinkCredit = 10 }.Encode(ref writer);
            writer.Flush();
        });
    }

    [Fact]
    public void Transfer_disposition_and_flow_are_read_without_allocating()
    {
        byte[] bytes =
        [
            .. Wire.Encode(new Transfer { Handle = 1, DeliveryId = 1000, MessageFormat = 0, Settled = false, State = Released.Instance }),
            .. Wire.Encode(new Disposition { Role = Role.Sender, First = 1, Settled = true, State = Accepted.Instance }),
            .. Wire.Encode(new Flow { NextIncomingId = 1, IncomingWindow = 1000, NextOutgoingId = 2, OutgoingWindow = 1000, Handle = 1, LinkCredit = 10 }),
        ];
        uint sum = 0;
        AssertAllocatesNothing(() =>
        {
            var reader = new AmqpReader(bytes);
            sum += Transfer.Decode(ref reader).Handle;
            sum += Disposition.Decode(ref reader).First;
            sum += Flow.Decode(ref reader).IncomingWindow;
        });
        Assert.NotEqual(0u, sum);
    }

    private static void AssertAllocatesNothing(Action action)
    {
        for (int i = 0; i < 100; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            action();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
