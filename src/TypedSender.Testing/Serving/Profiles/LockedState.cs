using TypedSender.Amqp;

namespace TypedSender.Testing.Serving.Profiles;

/// <summary>The part of a message's state that a queue with locks keeps. The queue's lock guards it.</summary>
internal sealed class LockedState
{
    private static readonly AmqpSymbol ScheduledTimeKey = "x-opt-scheduled-enqueue-time";

    /// <summary>The time that the sender has scheduled the message for; null for none.</summary>
    public DateTimeOffset? ScheduledTime { get; private set; }

    /// <summary>The time that the sender lets the message live after it is enqueued; null for ever.</summary>
    public TimeSpan? TimeToLive { get; private set; }

    /// <summary>The time at which the message expires; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The token of the newest lock.</summary>
    public Guid Token { get; set; }

    /// <summary>The end of that lock.</summary>
    public DateTimeOffset LockedUntil { get; set; }

    /// <summary>Whether the message waits for the time that its sender gave it.</summary>
    public bool IsScheduled { get; set; }

    /// <summary>The name of the queue that it was dead-lettered from; null if it was not.</summary>
    public string? DeadLetterSource { get; set; }

    /// <summary>Application properties that receivers have set, in place of those of the sender; null for none. The map is never changed, so it may be read without the lock.</summary>
    public AmqpMap? ChangedProperties { get; private set; }

    /// <summary>Reads the sender's wishes; bytes that are no message have none.</summary>
    public void Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            MessageSections sections = MessageSections.Read(message);
            ScheduledTime = sections.MessageAnnotations.TryGetValue(ScheduledTimeKey, out DateTimeOffset due) ? due : null;
            TimeToLive = sections.Header.Ttl is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
        }
        catch (AmqpDecodeException)
        {
            ScheduledTime = null;
            TimeToLive = null;
        }
    }

    /// <summary>Sets application properties.</summary>
    public void Change(AmqpMap properties)
    {
        AmqpMap changed = [];
        foreach ((object key, object? value) in (ChangedProperties ?? []).Concat(properties))
        {
            changed[key.ToString()!] = value;
        }

        ChangedProperties = changed;
    }
}
