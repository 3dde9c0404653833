namespace TypedSender.Tests.Support;

/// <summary>Numbers the messages, and keeps the calls. Not thread-safe.</summary>
internal sealed class CountingHook : SendHook
{
    private int _count;

    public List<string> Calls { get; } = [];

    public Exception? Refusal { get; set; }

    public Exception? Fault { get; set; }

    public override object? OnSending(MessageSender sender)
    {
        if (Refusal is not null)
        {
            throw Refusal;
        }

        Calls.Add($"sending {++_count}");
        return _count;
    }

    public override void OnCompleted(MessageSender sender, object? state, SendOutcome outcome)
    {
        Assert.Equal("notes", sender.Address);
        Calls.Add($"completed {state} {outcome.Kind}");
        if (Fault is not null)
        {
            throw Fault;
        }
    }
}
