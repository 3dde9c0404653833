using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TypedSender.Shared;

/// <summary>Notes every exception of the whole run that nobody looked at.</summary>
internal static class Unobserved
{
    public static ConcurrentQueue<Exception> Exceptions { get; } = [];

    [ModuleInitializer]
    internal static void Watch() => TaskScheduler.UnobservedTaskException += static (_, args) => Exceptions.Enqueue(args.Exception);
}
