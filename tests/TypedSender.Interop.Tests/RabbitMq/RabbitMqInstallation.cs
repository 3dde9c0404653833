namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Where RabbitMQ is installed, and whether it is.</summary>
internal static class RabbitMqInstallation
{
    private const string Root = "/usr/lib/rabbitmq/lib";

    private static readonly Lazy<string?> Scripts = new(FindScripts);

    /// <summary>Why RabbitMQ cannot be used here, or null when it can.</summary>
    public static string? Missing => Scripts.Value is not null && File.Exists(PortMapper) && File.Exists(Caller)
        ? null
        : $"RabbitMQ is missing below {Root}; install it with: sudo apt-get install rabbitmq-server (bash tests/run.sh does so where it may)";

    /// <summary>The script that becomes the broker. Debian's own in /usr/sbin changes the user first, which a private broker must not.</summary>
    public static string Server => Path.Combine(Scripts.Value!, "rabbitmq-server");

    /// <summary>Tells Erlang nodes of this machine each other's ports.</summary>
    public static string PortMapper => "/usr/bin/epmd";

    /// <summary>Evaluates Erlang at a running node; as rabbitmqctl does, without the second that an Erlang of its own takes to start.</summary>
    public static string Caller => "/usr/bin/erl_call";

    private static string? FindScripts() => Directory.Exists(Root)
        ? Directory.GetDirectories(Root, "rabbitmq_server-*").Order(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "sbin")).LastOrDefault()
        : null;
}
