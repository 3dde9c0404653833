using System.Globalization;
using System.Text;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>
/// URLs, as a person might misspell them, and what people give instead of one. Nothing of what is refused comes back: no run of six characters of the input stands in an
/// error, unless it is one of the library's own words. Of what is taken, the hosts alone come back.
/// </summary>
internal sealed class AddressTarget : FuzzTarget
{
    private const string Password = Canary.Password;

    // Characters that no URL here has, and that differ, so that none of the runs with them can match.
    private const string Gap = "\uE000";
    private const string Joint = "\uE001";

    // Shorter runs are the same by chance.
    private const int Run = 6;

    private static readonly HashSet<string> OwnRuns = FindOwnRuns();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Own = OwnRuns.GetAlternateLookup<ReadOnlySpan<char>>();

    private SendClientOptions? _options;

    public override string Name => "address";

    /// <summary>Half of them are refused as they are.</summary>
    public override bool TakesCorpus => false;

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        .. new[]
        {
            "amqp://localhost", "amqp://localhost:5672/", "amqps://broker.example:5671/vh", $"amqp://user:{Password}@localhost", $"amqps://user:{Password}@h1:5671,h2:5672,h3/%2F",
            $"amqp://us%40er:{Password}@[::1]:5672/a%2Fb?container-id=me&max-frame-size=512&allow-insecure-transport=true", "AMQP://user@192.0.2.1", "amqp://[fe80::1]/", "amqp://h?max-frame-size=2147483647",
            "amqp://bücher.example/größe", $"amqps://{Password}@broker.example/{Password}", $"amqps://host/vh/{Password}", $"amqps://host/vh#{Password}", $"amqp://host?{Password}=1&password={Password}",
            $"amqp://host?container-id={Password}&max-frame-size={Password}", $"amqp://user@host:{Password}", $"amqp://host;password={Password}", $"u://{Password}@", $"{Password}://host", $"rabbitmq://guest:{Password}@host/vh",
            $"Endpoint=sb://shop.example/;SharedAccessKeyName=Root;SharedAccessKey={Password}=;EntityPath=orders", $"sb://shop.example/;SharedAccessKey={Password}", $"SharedAccessSignature sr=shop&sig={Password}&se=1&skn=Root",
            $"host=x;username=guest;password={Password}", $"Server=x; User Id={Password}; Pwd={Password}", $"localhost:5672,password={Password},ssl=true", $"amqp://[{Password}]:{Password}", $"user:{Password}@localhost:5672",
            "ws://localhost", "wss://broker.example:443/$servicebus/websocket", $"wss://user:{Password}@h1,h2:444/a/b%20c?virtual-host=a%2Fb&container-id=me", $"ws://host/{Password}?virtual-host={Password}", $"ws://host/{Password} x", $"wss://host?{Password}=1",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override bool Read(ReadOnlySpan<byte> input)
    {
        // Making text of bytes that are none is what costs most, and no reader of URLs does it.
        long before = GC.GetAllocatedBytesForCurrentThread();
        string url = Encoding.UTF8.GetString(input);
        Excluded = GC.GetAllocatedBytesForCurrentThread() - before;
        try
        {
            _options = SendClientOptions.FromUrl(url);
            return true;
        }
        catch (ArgumentException exception)
        {
            Require(exception.GetType() == typeof(ArgumentException) && exception.InnerException is null, $"a URL is refused with {exception}");
            RequireNothingBack(exception.Message, url, [.. exception.Message.Contains("connection string", StringComparison.Ordinal) ? ConnectionStringKeys.Known : [], .. ShownScheme(url)]);
            return false;
        }
    }

    public override void CheckTaken(ReadOnlySpan<byte> input)
    {
        CheckTexts(Encoding.UTF8.GetString(input), _options!);

        // What it prints is a URL of the same place.
        SendClientOptions again = SendClientOptions.FromUrl($"{_options!.Scheme}://{ErrorText.Endpoint(_options.Host!, _options.Port ?? 1)}");
        Require(again.Host == _options.Host && again.UseTls == _options.UseTls && again.Transport == _options.Transport && again.Port == (_options.Port ?? 1), $"{_options} is read as {again}");
        again = SendClientOptions.FromUrl(Write(_options));
        Require(
            (again.UserName, again.Password, again.VirtualHost, again.ContainerId, again.WebSocketPath) == (_options.UserName, _options.Password, _options.VirtualHost, _options.ContainerId, _options.WebSocketPath)
                && again.Hosts.SequenceEqual(_options.Hosts) && again.MaxFrameSize == _options.MaxFrameSize,
            $"written again, {_options} is read as {again}");
        Require(_options.Port is null or (> 0 and <= 65_535), $"port {_options.Port}");
        Require(_options.MaxFrameSize >= 512, $"max-frame-size {_options.MaxFrameSize}");
    }

    /// <summary>The scheme in quotes, as an error shows it: one of fewer than six characters cannot hold a secret, and the URL may contain the same quoted text elsewhere.</summary>
    private static string[] ShownScheme(string url) => url.IndexOf("://", StringComparison.Ordinal) is > 0 and < Run and int length ? [$"'{url[..length]}'"] : [];

    private static string Write(SendClientOptions options)
    {
        string user = options.UserName is null ? "" : $"{Uri.EscapeDataString(options.UserName)}{(options.Password is null ? "" : $":{Uri.EscapeDataString(options.Password)}")}@";
        string hosts = string.Join(',', options.Hosts.Prepend(ErrorText.Endpoint(options.Host!, options.Port ?? 1)));
        bool isWebSocket = options.Transport == AmqpTransportKind.WebSocket;
        string name = options.VirtualHost is null ? "" : Uri.EscapeDataString(options.VirtualHost);
        string path = isWebSocket ? options.WebSocketPath : name.Length == 0 ? "" : $"/{name}";
        string key = isWebSocket && name.Length > 0 ? $"&virtual-host={name}" : "";
        string id = options.ContainerId is null ? "" : $"&container-id={Uri.EscapeDataString(options.ContainerId)}";
        return $"{options.Scheme}://{user}{hosts}{path}?max-frame-size={options.MaxFrameSize.ToString(CultureInfo.InvariantCulture)}{id}{key}";
    }

    /// <summary>What a client says that is made of the URL: to whoever makes it, and later about a peer that refuses it.</summary>
    private static void CheckTexts(string url, SendClientOptions options)
    {
        string host = options.Host!;
        RequireNothingBack(options.ToString(), url, ErrorText.Endpoint(host, options.EffectivePort), "***");
        try
        {
            SendClientSettings settings = SendClientSettings.Create(options);
            (BrokerEndpoint endpoint, VirtualHost virtualHost, _) = settings.Hosts[0];
            AmqpError error = new() { Condition = AmqpErrorConditions.NotFound };
            RequireNothingBack(PeerErrors.ConnectionRefused(endpoint.Host, endpoint.Port, virtualHost, error).Message, url, endpoint.ToString(), $"'{host}'");
        }
        catch (ArgumentException exception)
        {
            RequireNothingBack(exception.Message, url, [host, .. options.Hosts.Select(NameOf)]);
        }
    }

    private static string NameOf(string entry) => HostText.Read(entry, out string host, out _) == AddressFault.None ? host : throw new FindingException($"{entry} is no host");

    /// <summary>Fails if a run of the URL stands in a text, outside of the library's own words and of what may come back.</summary>
    private static void RequireNothingBack(string text, string url, params string[] allowed)
    {
        foreach (string part in allowed.OrderByDescending(part => part.Length))
        {
            text = text.Replace(part, Gap, StringComparison.Ordinal);
        }

        url = $"{url}{Joint}{Uri.UnescapeDataString(url)}";
        for (int start = 0; start + Run <= text.Length; start++)
        {
            ReadOnlySpan<char> run = text.AsSpan(start, Run);
            Require(
                Own.Contains(run) || url.AsSpan().IndexOf(run, StringComparison.Ordinal) < 0,
                $"'{run.ToString()}' of the URL comes back in {text}");
        }
    }

    /// <summary>Options that a URL may give and a client refuses, one for each of the texts.</summary>
    private static IEnumerable<SendClientOptions> RefusedOptions() =>
    [
        new() { Host = "x", UserName = "x" },
        new() { Host = "x", UserName = "\0", UseTls = true },
        new() { Host = "x", Password = Password, UseTls = true },
        new() { Host = " " },
        new() { Host = "x:y" },
        new() { Host = "x", UserName = " " },
        new() { Host = "x", ContainerId = " " },
        new() { Host = "x", VirtualHost = " " },
        new() { Host = "x", Hosts = { " " } },
    ];

    /// <summary>The runs of the library's own texts, which the input may hold as well.</summary>
    private static HashSet<string> FindOwnRuns()
    {
        HashSet<string> runs = new(StringComparer.Ordinal);
        const string Keys = "Endpoint=;SharedAccessKeyName=;SharedAccessKey=;EntityPath=";
        string[] inputs = ["", "amqp://", "amqps://", "ws://", "wss://", .. Keys.Split(';'), Keys, "SharedAccessSignature=", "Host=;UserName=;Password=;", "Server=;User Id=;Pwd=;", "Password=;Ssl=;", .. AddressErrors.Schemes.Select(scheme => $"{scheme}://")];
        foreach (AddressFault fault in Enum.GetValues<AddressFault>())
        {
            foreach (string input in inputs)
            {
                Add(AddressErrors.OfUrl(fault, 0, input).Message);
                Add(AddressErrors.OfUrl(fault, 2, input).Message);
            }
        }

        foreach (SendClientOptions refused in RefusedOptions())
        {
            Add(Assert.Throws<ArgumentException>(() => SendClientSettings.Create(refused)).Message);
        }

        Add(PeerErrors.ConnectionRefused("x", 5672, new VirtualHost("x", isShown: false), new AmqpError { Condition = AmqpErrorConditions.NotFound }).Message);
        Add("amqps://***@");
        Add("wss://***@");
        return runs;

        void Add(string text)
        {
            for (int start = 0; start + Run <= text.Length; start++)
            {
                runs.Add(text.Substring(start, Run));
            }
        }
    }
}
