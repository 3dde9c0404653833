namespace TypedSender.Testing.Serving.Profiles;

/// <summary>A store whose messages get their number and the time when they are kept, so that the messages of an envelope are numbered one after the other.</summary>
internal class AzureStore(TimeProvider timeProvider) : MessageStore
{
    protected TimeProvider TimeProvider { get; } = timeProvider;

    public override void Number(BrokerMessage message)
    {
    }

    protected override void Keep(BrokerMessage message)
    {
        message.SequenceNumber = TakeNumber();
        message.EnqueuedTime = TimeProvider.GetUtcNow();
        base.Keep(message);
    }
}
