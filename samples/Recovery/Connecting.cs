using TypedSender;

namespace Recovery;

/// <summary>How a client and a sender are set up to survive their broker.</summary>
internal static class Connecting
{
    /// <summary>Connects to the first of several hosts that answers: <c>amqp://broker-1,broker-2:5673</c>.</summary>
    public static SendClient Connect(string url)
    {
        var client = new SendClient(url, options => options.RetryPolicy = new PatientPolicy { MaxDelay = TimeSpan.FromSeconds(10) });
        client.StateChanged += (_, change) => Console.WriteLine($"client {change.Current} ({change.Endpoint}) {change.Error?.Message}".TrimEnd());
        return client;
    }

    /// <summary>A sender that keeps each message until the broker has decided about it.</summary>
    public static IReadingSender GetSender(SendClient client)
    {
        IReadingSender readings = client.GetSender<IReadingSender>(new SenderOptions { Retention = MessageRetention.UntilSettled });
        client.GetMessageSender(readings).StateChanged += (_, change) => Console.WriteLine($"sender {change.Current}");
        return readings;
    }
}
