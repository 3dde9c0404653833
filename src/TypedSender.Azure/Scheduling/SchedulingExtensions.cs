namespace TypedSender.Azure;

/// <summary>Makes <see cref="ScheduledMessages"/> of a client.</summary>
public static class SchedulingExtensions
{
    /// <summary>Returns what schedules messages at a queue or topic, over the connection of the client. Nothing is sent yet.</summary>
    /// <param name="client">The client.</param>
    /// <param name="entity">The queue or topic, such as <c>orders</c>.</param>
    /// <param name="options">The time-out of requests; null for that of the client. Copied.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The address or an option is not usable.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public static ScheduledMessages GetScheduledMessages(this SendClient client, string entity, AmqpManagementOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(entity);
        return new ScheduledMessages(client, entity, options);
    }

    /// <summary>Returns what schedules messages at the queue or topic that a sender interface sends to. Nothing is sent yet.</summary>
    /// <typeparam name="TSender">The sender interface, whose address counts.</typeparam>
    /// <param name="client">The client.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public static ScheduledMessages GetScheduledMessages<TSender>(this SendClient client)
        where TSender : ITypedSender<TSender>
        => client.GetScheduledMessages<TSender>(null);

    /// <summary>Returns what schedules messages at the queue or topic that a sender interface sends to, with options. Nothing is sent yet.</summary>
    /// <typeparam name="TSender">The sender interface, whose address counts.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="options">The time-out of requests; null for that of the client. Copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is not usable.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public static ScheduledMessages GetScheduledMessages<TSender>(this SendClient client, AmqpManagementOptions? options)
        where TSender : ITypedSender<TSender>
        => client.GetScheduledMessages(TSender.Description.Address, options);
}
