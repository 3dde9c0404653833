using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>
/// The logger of the frames of one sender, and whether level Trace is enabled for it. That is read when the options are, as links are attached under the lock, where no code of the user's is called. Two
/// of the same logger are equal, so that a client finds the sender it already has.
/// </summary>
internal sealed class FrameLog : IEquatable<FrameLog>
{
    private readonly ILogger _logger;

    private FrameLog(ILogger logger)
    {
        _logger = logger;
        LogRecord.Write(logger, each => Enabled = each.IsEnabled(LogLevel.Trace) ? each : null);
    }

    /// <summary>The logger; null when level Trace is not enabled.</summary>
    public ILogger? Enabled { get; private set; }

    /// <summary>Reads the level of a logger; null for none. Without the lock.</summary>
    public static FrameLog? Create(ILogger? logger) => logger is null ? null : new FrameLog(logger);

    public bool Equals(FrameLog? other) => other is not null && ReferenceEquals(_logger, other._logger);

    public override bool Equals(object? obj) => Equals(obj as FrameLog);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(_logger);
}
