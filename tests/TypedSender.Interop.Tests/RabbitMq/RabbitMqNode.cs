using System.Diagnostics;
using System.Globalization;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>One RabbitMQ with AMQP 1.0 on a loopback port. It can be killed and started again on the same port with the same data.</summary>
internal sealed class RabbitMqNode : IAsyncDisposable
{
    /// <summary>The longest that it may take to start or to end. After a kill it goes through everything that its queues hold.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly RabbitMqHome _home;
    private readonly string _folder;
    private readonly int _distributionPort;
    private GuardedProcess? _process;

    /// <param name="home">What the nodes of one cluster share.</param>
    /// <param name="name">The first part of its name.</param>
    /// <param name="port">Where it listens for AMQP.</param>
    /// <param name="distributionPort">Where it listens for other nodes.</param>
    /// <param name="cluster">A node whose cluster it joins at its first start; null for none.</param>
    public RabbitMqNode(RabbitMqHome home, string name, int port, int distributionPort, RabbitMqNode? cluster = null)
    {
        _home = home;
        _folder = Path.Combine(home.Folder, name);
        _distributionPort = distributionPort;
        Name = $"{name}@localhost";
        Port = port;
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "env.conf"), "");
        File.WriteAllText(Path.Combine(_folder, "enabled_plugins"), "[rabbitmq_amqp1_0].");
        string joining = cluster is null ? "" : $"cluster_formation.peer_discovery_backend = classic_config\ncluster_formation.classic_config.nodes.1 = {cluster.Name}\n";
        File.WriteAllText(Path.Combine(_folder, "rabbitmq.conf"), Configuration + joining);
    }

    /// <summary>Its name among Erlang nodes.</summary>
    public string Name { get; }

    /// <summary>The loopback port of AMQP; the same after a restart.</summary>
    public int Port { get; }

    /// <summary>Its URL without a user: SASL ANONYMOUS makes the client the user guest.</summary>
    public string Url => $"amqp://127.0.0.1:{Port}";

    // A watermark keeps the broker from the memory of the tests; the wrapped ports keep it on this machine.
    private string Configuration => $"""
        listeners.tcp.local = 127.0.0.1:{Port}
        loopback_users = none
        amqp1_0.default_user = guest
        amqp1_0.default_vhost = /
        log.file.level = warning
        vm_memory_high_watermark.absolute = 1GB
        disk_free_limit.absolute = 50MB

        """;

    private Dictionary<string, string> Environment => new(_home.Environment)
    {
        // One process that is the broker itself, instead of a script that waits for it.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
        ["RABBITMQ_NODENAME"] = Name,
        ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(_folder, "generated"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "env.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),

        // One scheduler that does not spin leaves the machine to the tests.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
    };

    /// <summary>Starts it, and returns when it takes connections.</summary>
    public async Task StartAsync()
    {
        TaskCompletionSource booted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        GuardedProcess process = new([RabbitMqInstallation.Server], Environment, line =>
        {
            if (line.Contains("Starting broker...", StringComparison.Ordinal))
            {
                booted.TrySetResult();
            }
        });
        _process = process;
        await process.Started;
        try
        {
            Task ended = process.WaitForExitAsync(Patience);
            if (await Task.WhenAny(booted.Task, ended) == ended)
            {
                throw new InvalidOperationException("RabbitMQ did not start.");
            }

            await EvaluateAsync("rabbit:await_startup(node(), false, 240000)");
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            await KillAsync();
            throw new InvalidOperationException($"RabbitMQ {Name} at port {Port} did not start. It said: {process.Output}", exception);
        }
    }

    /// <summary>Ends it as a power failure does.</summary>
    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>Stops the process where it is (SIGSTOP): its connections stay, and nothing answers.</summary>
    public Task FreezeAsync() => _process!.SignalAsync("STOP");

    /// <summary>Lets the process go on (SIGCONT).</summary>
    public Task ThawAsync() => _process!.SignalAsync("CONT");

    /// <summary>Ends it in good order: clients are told, data is written.</summary>
    public async Task StopAsync()
    {
        await EvaluateAsync("init:stop()");
        await _process!.WaitForExitAsync(Patience);
        await KillAsync();
    }

    /// <summary>Stops the broker inside its process, as <c>rabbitmqctl stop_app</c> does.</summary>
    public Task StopApplicationAsync() => EvaluateAsync("ok = rabbit:stop()");

    /// <summary>Starts the broker inside its process, as <c>rabbitmqctl start_app</c> does.</summary>
    public Task StartApplicationAsync() => EvaluateAsync("ok = rabbit:start()");

    /// <summary>Takes the memory away that the broker may use, as <c>rabbitmqctl set_vm_memory_high_watermark</c> does, or gives it back; returns when it has noticed.</summary>
    public async Task SetMemoryAlarmAsync(bool isOn)
    {
        string alarms = await EvaluateAsync(
            $"ok = vm_memory_monitor:set_vm_memory_high_watermark({(isOn ? "{absolute, 1}" : "{absolute, \"1GB\"}")}), rabbit_alarm:get_alarms()");
        if (alarms.Contains("memory", StringComparison.Ordinal) != isOn)
        {
            throw new InvalidOperationException($"The memory alarm of {Name} should be {(isOn ? "on" : "off")}; its alarms are {alarms}.");
        }
    }

    /// <summary>Evaluates an Erlang expression at the node.</summary>
    /// <returns>Its value in Erlang's notation.</returns>
    public async Task<string> EvaluateAsync(string expression)
    {
        ProcessStartInfo start = new(RabbitMqInstallation.Caller, ["-sname", Name, "-timeout", "250", "-fetch_stdout", "-no_result_term", "-e"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in _home.Environment)
        {
            start.Environment[name] = value;
        }

        using CancellationTokenSource expired = new(Patience);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(expired.Token);
        await process.StandardInput.WriteLineAsync($"TestValue = (catch begin {expression} end), io:format(\"value ~0p~n\", [TestValue]).");
        process.StandardInput.Close();
        string output = (await process.StandardOutput.ReadToEndAsync(expired.Token)).Trim();
        await process.WaitForExitAsync(expired.Token);
        return output.StartsWith("value ", StringComparison.Ordinal) && !output.StartsWith("value {'EXIT'", StringComparison.Ordinal)
            ? output["value ".Length..]
            : throw new InvalidOperationException($"{Name} could not evaluate {expression}: {output} {await errors}");
    }

    /// <summary>Makes a virtual host in which the user may do everything.</summary>
    public async Task DeclareVirtualHostAsync(string name, string user = "guest")
    {
        await EvaluateAsync($"ok = rabbit_vhost:add({Binary(name)}, <<\"tests\">>)");
        await EvaluateAsync($"ok = rabbit_auth_backend_internal:set_permissions({Binary(user)}, {Binary(name)}, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"tests\">>)");
    }

    /// <summary>Makes a user who may enter no virtual host.</summary>
    public Task DeclareUserAsync(string name, string password) => EvaluateAsync($"ok = rabbit_auth_backend_internal:add_user({Binary(name)}, {Binary(password)}, <<\"tests\">>)");

    /// <summary>Makes a durable queue.</summary>
    /// <param name="name">Its name; its address is <c>/amq/queue/NAME</c>.</param>
    /// <param name="type"><c>classic</c> or <c>quorum</c>.</param>
    /// <param name="virtualHost">Where.</param>
    public Task DeclareQueueAsync(string name, string type = "classic", string virtualHost = "/") => EvaluateAsync(
        $"{{new, _}} = rabbit_amqqueue:declare({Queue(name, virtualHost)}, true, false, [{{<<\"x-queue-type\">>, longstr, <<\"{type}\">>}}], none, <<\"tests\">>), ok");

    /// <summary>Has an exchange of the virtual host "/" route a key to a queue.</summary>
    public Task BindAsync(string queue, string exchange, string key) => EvaluateAsync(
        $"ok = rabbit_binding:add({{binding, rabbit_misc:r(<<\"/\">>, exchange, {Binary(exchange)}), {Binary(key)}, {Queue(queue, "/")}, []}}, <<\"tests\">>)");

    /// <summary>Counts the messages that a queue has ready.</summary>
    public async Task<int> CountAsync(string name, string virtualHost = "/")
    {
        string count = await EvaluateAsync($"begin {{ok, Queue}} = rabbit_amqqueue:lookup({Queue(name, virtualHost)}), {{ok, Count, _}} = rabbit_amqqueue:stat(Queue), Count end");
        return int.Parse(count, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a queue of the virtual host "/" outlives a restart.</summary>
    public async Task<bool> IsDurableAsync(string queue) =>
        await EvaluateAsync($"begin {{ok, Queue}} = rabbit_amqqueue:lookup({Queue(queue, "/")}), amqqueue:is_durable(Queue) end") == "true";

    /// <summary>Counts the queues of a name in all virtual hosts.</summary>
    public async Task<int> CountQueuesAsync(string name)
    {
        string count = await EvaluateAsync($"length([Queue || Queue <- rabbit_amqqueue:list(), element(4, amqqueue:get_name(Queue)) =:= {Binary(name)}])");
        return int.Parse(count, CultureInfo.InvariantCulture);
    }

    /// <summary>Counts the nodes that hold a quorum queue.</summary>
    public async Task<int> CountReplicasAsync(string name)
    {
        string count = await EvaluateAsync(
            $"begin {{ok, Queue}} = rabbit_amqqueue:lookup(rabbit_misc:r(<<\"/\">>, queue, <<\"{name}\">>)), [{{online, Nodes}}] = rabbit_amqqueue:info(Queue, [online]), length(Nodes) end");
        return int.Parse(count, CultureInfo.InvariantCulture);
    }

    /// <summary>Closes every connection, as <c>rabbitmqctl close_all_connections</c> does.</summary>
    public Task CloseConnectionsAsync(string reason) => EvaluateAsync(
        $"rabbit_connection_tracking:close_connections(rabbit_connection_tracking:list(), \"{reason}\", 0)");

    private static string Queue(string name, string virtualHost) => $"rabbit_misc:r({Binary(virtualHost)}, queue, {Binary(name)})";

    /// <summary>A text in Erlang's notation, whatever is in it.</summary>
    private static string Binary(string text) => $"<<{string.Join(',', System.Text.Encoding.UTF8.GetBytes(text))}>>";

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }
    }
}
