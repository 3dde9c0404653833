namespace TypedSender.AllocationProbe;

/// <summary>Puts readings into the queue of a sender as fast as it has room, and allocates nothing of its own once it runs.</summary>
internal sealed class QueueLoop(SendClient client, SenderOptions options)
{
    private readonly IReadingSender _sender = client.GetSender<IReadingSender>(options);
    private readonly DateTimeOffset _time = new(2018, 2, 6, 15, 50, 43, TimeSpan.Zero);
    private ulong _number;

    public async Task RunAsync(int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            _number++;
            while (!_sender.TryEnqueue(new Reading(_number, (int)(_number % 16), _time, "celsius", 21.5, _number % 2 == 0 ? 0.1 : null)))
            {
                Thread.Sleep(1);
            }
        }

        SendQueueReport report = await client.GetMessageSender(_sender).FlushAsync();
        if (!report.IsSuccess)
        {
            throw new InvalidOperationException(report.ToString());
        }
    }
}
