namespace TypedSender;

/// <summary>The calls of a <see cref="SendHook"/> around the messages of one list. Not thread-safe: it belongs to one call.</summary>
internal sealed class ListHook(SenderTelemetry telemetry, int count)
{
    private readonly object?[] _states = new object?[count];

    /// <summary>A message is about to be encoded, or again, as there was no room for it before.</summary>
    /// <exception cref="Exception">The hook refuses the message.</exception>
    public void Begin(int index) => _states[index] ??= telemetry.BeginHook();

    /// <summary>The outcomes of all messages are known.</summary>
    public void End(ReadOnlySpan<SendOutcome> outcomes)
    {
        for (int index = 0; index < outcomes.Length; index++)
        {
            if (_states[index] is { } state)
            {
                telemetry.EndHook(state, outcomes[index]);
            }
        }
    }
}
