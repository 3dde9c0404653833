using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Opening and closing of links, sessions and connections in whatever state they are.</summary>
internal static class AmqpObjectExtensions
{
    /// <summary>Opens what has not been opened, or waits until whoever opens it has.</summary>
    public static async Task EnsureOpenAsync(this AmqpObject target, CancellationToken cancellationToken)
    {
        if (target.State == AmqpObjectState.Opened)
        {
            return;
        }

        if (target.State == AmqpObjectState.Start)
        {
            await target.OpenAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        target.Opened += OnEnded;
        target.SafeAddClosed(OnEnded);
        try
        {
            if (target.State != AmqpObjectState.Opened)
            {
                await ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            target.Opened -= OnEnded;
            target.Closed -= OnEnded;
        }

        if (target.State != AmqpObjectState.Opened)
        {
            throw target.TerminalException ?? new InvalidOperationException($"'{ErrorText.FromPeer(target.ToString()!)}' is closed.");
        }

        void OnEnded(object? sender, EventArgs args) => ended.TrySetResult();
    }

    /// <summary>Closes what is open, in an orderly way if the peer answers, and else at once.</summary>
    public static async Task EnsureClosedAsync(this AmqpObject target, CancellationToken cancellationToken)
    {
        try
        {
            await target.CloseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            target.Abort();
            throw;
        }
    }
}
