namespace TypedSender.Interop.Tests.RabbitMq.Chaos;

/// <summary>What is done to the broker.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL, and started again with the same data.</summary>
    Kill,

    /// <summary>SIGSTOP, and SIGCONT after a while.</summary>
    Freeze,

    /// <summary>The broker is stopped inside its process and started again.</summary>
    RestartApplication,

    /// <summary>Every connection is closed.</summary>
    CloseConnections,

    /// <summary>It is told that it has no memory, and after a while that it has.</summary>
    MemoryAlarm,
}

/// <summary>One fault.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="MessagesBefore">How many messages are accepted between the recovery from the fault before and this one.</param>
/// <param name="Duration">How long a freeze or an alarm lasts.</param>
internal readonly record struct ChaosFault(FaultKind Kind, int MessagesBefore, TimeSpan Duration);
