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
