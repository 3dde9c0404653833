namespace TypedSender.Amqp.Transport;

/// <summary>What a transport tells its owner.</summary>
internal interface ITransportHandler
{
    /// <summary>Frames have been taken in, or what waited has been appended: some may have been decided. Under the lock.</summary>
    void OnAdvanced();

    /// <summary>The connection is over; called once, without the lock. <paramref name="failure"/> is null after an orderly close.</summary>
    void OnStopped(Exception? failure);
}
