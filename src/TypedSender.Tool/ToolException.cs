namespace TypedSender.Tool;

/// <summary>What the command was given cannot be used; the text names cause, value and what to do.</summary>
internal sealed class ToolException(string message, Exception? inner = null) : Exception(message, inner);
