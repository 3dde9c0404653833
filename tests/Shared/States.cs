namespace TypedSender.Shared;

/// <summary>Waits for states of clients and senders.</summary>
internal static class States
{
    public static async Task WaitForAsync(this MessageSender sender, Func<MessageSenderState, bool> condition)
    {
        TaskCompletionSource reached = Bounded.Signal();
        sender.StateChanged += (_, change) =>
        {
            if (condition(change.Current))
            {
                reached.TrySetResult();
            }
        };
        if (!condition(sender.State))
        {
            await reached.Task.Within();
        }
    }

    public static async Task WaitForAsync(this SendClient client, Func<SendClientState, bool> condition)
    {
        TaskCompletionSource reached = Bounded.Signal();
        client.StateChanged += (_, change) =>
        {
            if (condition(change.Current))
            {
                reached.TrySetResult();
            }
        };
        if (!condition(client.State))
        {
            await reached.Task.Within();
        }
    }
}
