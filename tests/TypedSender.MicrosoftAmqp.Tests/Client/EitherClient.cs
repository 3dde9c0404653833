using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Client;

/// <summary>Makes either client, for tests that must not care which one they have.</summary>
internal static class EitherClient
{
    /// <summary>The names of the clients, for theories.</summary>
    public static TheoryData<string> Names => [nameof(SendClient), nameof(MicrosoftAmqpClient)];

    /// <summary>Makes a client that tries again without pauses.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="broker">Where to.</param>
    /// <param name="drainTimeout">Null for the default.</param>
    public static ISendClient Make(string name, InProcessBroker broker, TimeSpan? drainTimeout = null) => name == nameof(SendClient)
        ? new SendClient(broker.Url, options =>
        {
            options.RetryPolicy = RecordingPolicy.Eager;
            options.DrainTimeout = drainTimeout ?? options.DrainTimeout;
        })
        : new MicrosoftAmqpClient(broker.Url, options =>
        {
            options.RetryPolicy = RecordingPolicy.Eager;
            options.DrainTimeout = drainTimeout ?? options.DrainTimeout;
        });

    /// <summary>Makes a client whose deadlines a test moves past; the clock may run far ahead of the sockets.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="broker">Where to.</param>
    /// <param name="sendTimeout">The deadline of sends.</param>
    /// <param name="time">The clock.</param>
    public static ISendClient MakeWithClock(string name, InProcessBroker broker, TimeSpan sendTimeout, TimeProvider time) => name == nameof(SendClient)
        ? new SendClient(broker.Url, options =>
        {
            (options.RetryPolicy, options.TimeProvider, options.SendTimeout) = (RecordingPolicy.Eager, time, sendTimeout);
            (options.IdleTimeout, options.OpenTimeout, options.DrainTimeout, options.CloseTimeout) = (Timeout.InfiniteTimeSpan, TimeSpan.FromDays(1), TimeSpan.Zero, TimeSpan.Zero);
        })
        : new MicrosoftAmqpClient(broker.Url, options =>
        {
            (options.RetryPolicy, options.TimeProvider, options.SendTimeout) = (RecordingPolicy.Eager, time, sendTimeout);
            (options.OpenTimeout, options.DrainTimeout, options.CloseTimeout) = (TimeSpan.FromDays(1), TimeSpan.Zero, TimeSpan.Zero);
        });

    public static ValueTask<InProcessBroker> StartBrokerAsync() => InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
}
