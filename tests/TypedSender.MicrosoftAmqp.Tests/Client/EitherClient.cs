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
    /// <param name="sendTimeout">Null for the default.</param>
    /// <param name="drainTimeout">Null for the default.</param>
    public static ISendClient Make(string name, InProcessBroker broker, TimeSpan? sendTimeout = null, TimeSpan? drainTimeout = null) => name == nameof(SendClient)
        ? new SendClient(broker.Url, options =>
        {
            options.RetryPolicy = RecordingPolicy.Eager;
            options.SendTimeout = sendTimeout ?? options.SendTimeout;
            options.DrainTimeout = drainTimeout ?? options.DrainTimeout;
        })
        : new MicrosoftAmqpClient(broker.Url, options =>
        {
            options.RetryPolicy = RecordingPolicy.Eager;
            options.SendTimeout = sendTimeout ?? options.SendTimeout;
            options.DrainTimeout = drainTimeout ?? options.DrainTimeout;
        });

    public static ValueTask<InProcessBroker> StartBrokerAsync() => InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
}
