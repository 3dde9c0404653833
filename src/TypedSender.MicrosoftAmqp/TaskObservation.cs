namespace TypedSender;

/// <summary>Tasks that may end after the last one who waited for them has gone.</summary>
internal static class TaskObservation
{
    /// <summary>Marks the exception of a task as observed.</summary>
    public static void Observe(this Task task) =>
        _ = task.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
