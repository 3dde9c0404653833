using System.Globalization;

namespace TypedSender.AllocationProbe;

/// <summary>How much the heap grows when messages wait until <see cref="SendClientOptions.MaxPendingBytes"/> is full.</summary>
internal static class WaitingMemory
{
    private const long Limit = 64 * 1024 * 1024;

    /// <summary>Sends bodies of so many bytes, each in memory of its own where it is borrowed, to a peer that is never connected.</summary>
    public static async Task MeasureAsync(int bytes)
    {
        await using SendClient client = MakeClient();
        IBlobSender sender = client.GetSender<IBlobSender>();

        // What the caller keeps for each is not the sender's: its room is made beforehand.
        var sends = new ValueTask<SendOutcome>[Limit / 128];
        byte[] shared = new byte[bytes];
        const int BorrowedFrom = 16 * 1024;
        sends[0] = sender.SendForOutcomeAsync(new Blob(0, shared));
        int count = 1;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        while (true)
        {
            ValueTask<SendOutcome> send = sender.SendForOutcomeAsync(new Blob((ulong)count, bytes < BorrowedFrom ? shared : new byte[bytes]));
            if (send.IsCompleted)
            {
                SendReason reason = (await send).Reason;
                Write(count, reason, GC.GetTotalMemory(forceFullCollection: true) - before);
                break;
            }

            sends[count++] = send;
        }

        GC.KeepAlive(sends);
    }

    /// <summary>Puts bodies of so many bytes into a queue until <see cref="SendQueueOptions.MaxBytes"/> is full.</summary>
    public static async Task MeasureQueueAsync(int bytes)
    {
        await using SendClient client = MakeClient();
        IBlobSender sender = client.GetSender<IBlobSender>(new SenderOptions { Queue = { MaxCount = int.MaxValue, MaxBytes = Limit } });
        byte[] shared = new byte[bytes];
        sender.TryEnqueue(new Blob(0, shared));
        int count = 1;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        while (sender.TryEnqueue(new Blob((ulong)count, shared)))
        {
            count++;
        }

        Write(count, SendReason.QueueFull, GC.GetTotalMemory(forceFullCollection: true) - before);
    }

    private static SendClient MakeClient() => new("amqp://127.0.0.1", options =>
    {
        options.ConnectStream = NeverAsync;
        options.OpenTimeout = TimeSpan.FromDays(1);
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;
        options.MaxPendingBytes = Limit;
    });

    private static void Write(int count, SendReason reason, long heap) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $$"""{"messages":{{count}},"reason":"{{reason}}","limit":{{Limit}},"heap":{{heap}},"perMessage":{{(double)heap / count:0.#}}}"""));

    private static async ValueTask<Stream> NeverAsync(BrokerEndpoint _, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return Stream.Null;
    }
}
