using System.Buffers.Binary;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>The transfer that is written in one go, byte for byte the one that the performative itself would write (AMQP 1.0, 2.7.5).</summary>
public class TransferHeaderTests
{
    private static readonly uint[] Numbers = [0, 1, 127, 128, 255, 256, 65_535, 65_536, uint.MaxValue];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void TheFirstTransferIsThePerformatives(bool settled, bool more)
    {
        foreach (uint handle in Numbers)
        {
            foreach (uint id in Numbers)
            {
                foreach (uint format in Numbers)
                {
                    byte[] tag = new byte[sizeof(long)];
                    BinaryPrimitives.WriteInt64BigEndian(tag, long.MaxValue - id);
                    byte[] bytes = new byte[TransferHeader.MaxSize];

                    int length = TransferHeader.WriteFirst(bytes, channel: 258, handle, new TransferStart(id, long.MaxValue - id, format, settled), payload: 1000, more);

                    Check(new Transfer { Handle = handle, DeliveryId = id, DeliveryTag = tag, MessageFormat = format, Settled = settled, More = more }, bytes.AsSpan(0, length), channel: 258, payload: 1000);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, true)]
    [InlineData(TransferFields.MaxTagSize, true)]
    public void ATransferWithATagOfItsOwnIsThePerformatives(int tagLength, bool more)
    {
        byte[] tag = [.. Enumerable.Range(1, tagLength).Select(number => (byte)number)];
        byte[] bytes = new byte[TransferHeader.MaxSizeWithFields];
        TransferStart start = new(uint.MaxValue, 5, uint.MaxValue, IsSettled: false);

        int length = TransferHeader.WriteFirst(bytes, channel: 258, uint.MaxValue, start, new TransferFields { Tag = tag }, payload: 1000, more);

        Transfer expected = new() { Handle = uint.MaxValue, DeliveryId = uint.MaxValue, DeliveryTag = tag, MessageFormat = uint.MaxValue, Settled = false, More = more };
        Check(expected, bytes.AsSpan(0, length), channel: 258, payload: 1000);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(uint.MaxValue, true)]
    public void AResumedTransferIsThePerformatives(uint number, bool more)
    {
        byte[] tag = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(tag, 7);
        byte[] bytes = new byte[TransferHeader.MaxSize + TransferHeader.ResumedSize];

        int length = TransferHeader.WriteResumed(bytes, channel: 258, number, new TransferStart(number, 7, number, IsSettled: false), payload: 1000, more);

        Transfer expected = new()
        {
            Handle = number,
            DeliveryId = number,
            DeliveryTag = tag,
            MessageFormat = number,
            Settled = false,
            More = more,
            State = new Received { SectionNumber = 0, SectionOffset = 0 },
            Resume = true,
        };
        Check(expected, bytes.AsSpan(0, length), channel: 258, payload: 1000);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(8, true)]
    [InlineData(TransferFields.MaxStateSize - 8, true)]
    public void TransfersWithAStateAreThePerformatives(int idLength, bool more)
    {
        TransactionalState state = new() { TxnId = new([.. Enumerable.Range(1, idLength).Select(number => (byte)number)]) };
        AmqpBuffer encoded = new(0);
        AmqpWriter writer = new(encoded);
        ((IAmqpEncodable<DeliveryState>)state).Encode(ref writer);
        writer.Flush();
        TransferFields fields = new() { State = encoded.WrittenSpan.ToArray() };
        byte[] tag = new byte[sizeof(long)];
        tag[^1] = 5;
        byte[] bytes = new byte[TransferHeader.MaxSizeWithFields];

        int first = TransferHeader.WriteFirst(bytes, channel: 258, uint.MaxValue, new TransferStart(uint.MaxValue, 5, uint.MaxValue, IsSettled: false), fields, payload: 1000, more);
        Check(
            new Transfer { Handle = uint.MaxValue, DeliveryId = uint.MaxValue, DeliveryTag = tag, MessageFormat = uint.MaxValue, Settled = false, More = more, State = state },
            bytes.AsSpan(0, first), channel: 258, payload: 1000);
        int next = TransferHeader.WriteNext(bytes, channel: 258, uint.MaxValue, uint.MaxValue, fields.State, payload: 1000, more);
        Check(new Transfer { Handle = uint.MaxValue, DeliveryId = uint.MaxValue, More = more, State = state }, bytes.AsSpan(0, next), channel: 258, payload: 1000);
        Assert.InRange(fields.State.Length, 0, TransferFields.MaxStateSize);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AFurtherTransferIsThePerformatives(bool more)
    {
        foreach (uint handle in Numbers)
        {
            foreach (uint id in Numbers)
            {
                byte[] bytes = new byte[TransferHeader.MaxSize];

                int length = TransferHeader.WriteNext(bytes, channel: ushort.MaxValue, handle, id, payload: 70_000, more);

                Check(new Transfer { Handle = handle, DeliveryId = id, More = more }, bytes.AsSpan(0, length), channel: ushort.MaxValue, payload: 70_000);
            }
        }
    }

    [Fact]
    public void TheLongestTakesMaxSize()
    {
        byte[] bytes = new byte[TransferHeader.MaxSize];

        int length = TransferHeader.WriteFirst(bytes, ushort.MaxValue, uint.MaxValue, new TransferStart(uint.MaxValue, -1, uint.MaxValue, IsSettled: true), payload: 1, more: true);

        Assert.Equal(TransferHeader.MaxSize, length);
    }

    private static void Check(in Transfer expected, ReadOnlySpan<byte> bytes, ushort channel, int payload)
    {
        Assert.Equal(bytes.Length + payload, BinaryPrimitives.ReadInt32BigEndian(bytes));
        Assert.Equal(0x0200, BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]));
        Assert.Equal(channel, BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]));
        Assert.Equal(Convert.ToHexString(WireFrame.Encode(expected)), Convert.ToHexString(bytes[8..]));
    }
}
