namespace TypedSender.Interop.Tests.Listeners;

/// <summary>How a broker on the listener of another implementation behaves.</summary>
internal sealed record ListenerSettings
{
    /// <summary>The credit of each link, kept up as messages are settled; 0 for credit that the test grants.</summary>
    public int Credit { get; init; } = 100;

    /// <summary>The largest frame it takes, in bytes.</summary>
    public int MaxFrameSize { get; init; } = 65_536;

    /// <summary>The limit that its links announce, in bytes; null for none.</summary>
    public ulong? MaxMessageSize { get; init; }

    /// <summary>The idle time-out that it announces; null for its default.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Whether it refuses links with amqp:not-found.</summary>
    public bool Refuse { get; init; }

    /// <summary>Whether it sends its verdicts unsettled and waits for the sender to settle (AMQP 1.0, 2.6.12: receiver settles second).</summary>
    public bool SettleSecond { get; init; }

    /// <summary>The verdict about each message, by its number from 0 on; null for none.</summary>
    public Func<int, Verdict?> VerdictOf { get; init; } = _ => new Verdict(SendOutcomeKind.Accepted);
}

/// <summary>What a broker says about a message. A rejection has an error, a modification has an annotation.</summary>
internal sealed record Verdict(SendOutcomeKind Kind)
{
    public const string Condition = "test:refused";
    public const string Description = "refused by the test";
    public const string Annotation = "x-opt-why";
    public const string AnnotationValue = "asked to";
}

/// <summary>A message as a broker took it.</summary>
/// <param name="Sections">Its sections, or how they were refused.</param>
/// <param name="MessageFormat">Its format.</param>
internal sealed record ArrivedMessage(string Sections, uint MessageFormat);
