using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Opening and closing of links, sessions and connections in whatever state they are.</summary>
internal static class AmqpObjectExtensions
{
    // As long as the library's own calls wait by default.
    private static readonly TimeSpan Limit = AmqpConstants.DefaultTimeout;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Opens an object that has not been opened, or waits until another call has opened it.</summary>
    /// <param name="target">The link, session or connection.</param>
    /// <param name="cancellationToken">Ends the waiting, not the opening: others may wait for the same object.</param>
    /// <exception cref="TimeoutException">It was not opened in time.</exception>
    public static Task EnsureOpenAsync(this AmqpObject target, CancellationToken cancellationToken)
    {
        if (target.State == AmqpObjectState.Opened)
        {
            return Task.CompletedTask;
        }

        return target.State == AmqpObjectState.Start && TryBeginOpen(target, out Task? opening)
            ? opening.WaitAsync(cancellationToken)
            : WaitUntilOpenAsync(target, cancellationToken);
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

    /// <returns>False if another call has begun to open it.</returns>
    private static bool TryBeginOpen(AmqpObject target, [NotNullWhen(true)] out Task? opening)
    {
        try
        {
            opening = target.OpenAsync(CancellationToken.None);
            opening.Observe();
            return true;
        }
        catch (InvalidOperationException)
        {
            opening = null;
            return false;
        }
    }

    private static async Task WaitUntilOpenAsync(AmqpObject target, CancellationToken cancellationToken)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        target.Opened += OnEnded;
        target.SafeAddClosed(OnEnded);
        try
        {
            // An answer that comes after the opening call has timed out changes the state without an event.
            for (TimeSpan waited = TimeSpan.Zero; target.State != AmqpObjectState.Opened && !target.IsClosing(); waited += LookInterval)
            {
                if (waited >= Limit)
                {
                    throw new TimeoutException($"'{ErrorText.FromPeer(target.ToString()!)}' was not opened within {Limit.TotalSeconds} s by the call that opens it.");
                }

                await ended.Task.WaitAsync(LookInterval, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
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
}
