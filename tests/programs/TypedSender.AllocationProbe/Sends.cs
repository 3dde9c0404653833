using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.AllocationProbe;

/// <summary>What is sent, one after the other, without allocating anything for it.</summary>
internal static class Sends
{
    private const int LargeBody = 1024 * 1024;
    private const int Pieces = 16;

    /// <summary>Small messages.</summary>
    public static Func<ValueTask<SendOutcome>> OfReadings(SendClient client, SenderOptions options, CancellationToken token)
    {
        IReadingSender sender = client.GetSender<IReadingSender>(options);
        DateTimeOffset time = new(2018, 2, 6, 15, 50, 43, TimeSpan.Zero);
        ulong number = 0;
        return () =>
        {
            number++;
            return sender.SendForOutcomeAsync(new Reading(number, (int)(number % 16), time, "celsius", 21.5, number % 2 == 0 ? 0.1 : null), token);
        };
    }

    /// <summary>One prepared message without a contract, with all sections, again and again.</summary>
    public static Func<ValueTask<SendOutcome>> OfUntyped(SendClient client, SenderOptions options, CancellationToken token)
    {
        MessageSender sender = client.GetMessageSender("readings", options);
        AmqpMessage message = new()
        {
            Header = new Header { Durable = true },
            DeliveryAnnotations = new AmqpMap { [new AmqpSymbol("hop")] = 1u },
            MessageAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-region")] = "north" },
            Properties = new Properties { MessageId = Guid.NewGuid(), Subject = "reading", CreationTime = DateTimeOffset.UnixEpoch },
            ApplicationProperties = new AmqpMap { ["sensor"] = 5, ["unit"] = "celsius" },
            Data = [[1, 2, 3], [4]],
            Footer = new AmqpMap { [new AmqpSymbol("crc")] = 0xCAFEL },
        };
        return () => sender.SendForOutcomeAsync(message, token);
    }

    /// <summary>Bodies of 1 MiB in one piece.</summary>
    public static Func<ValueTask<SendOutcome>> OfBlobs(SendClient client, SenderOptions options)
    {
        IBlobSender sender = client.GetSender<IBlobSender>(options);
        byte[] bytes = new byte[LargeBody];
        ulong number = 0;
        return () => sender.SendForOutcomeAsync(new Blob(++number, bytes));
    }

    /// <summary>Bodies of 1 MiB in several pieces.</summary>
    public static Func<ValueTask<SendOutcome>> OfPieces(SendClient client, SenderOptions options)
    {
        IBlobSender sender = client.GetSender<IBlobSender>(options);
        var bytes = Segment.Cut(new byte[LargeBody], Pieces);
        ulong number = 0;
        return () => sender.SendInPiecesAsync(new PiecewiseBlob(++number, bytes));
    }
}
