using System.Globalization;
using System.Text;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>URLs, as a person might misspell them. A password in one is <see cref="Password"/>.</summary>
internal sealed class AddressTarget : FuzzTarget
{
    private const string Password = Canary.Password;

    private SendClientOptions? _options;

    public override string Name => "address";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        .. new[]
        {
            "amqp://localhost", "amqp://localhost:5672/", "amqps://broker.example:5671/vh", $"amqp://user:{Password}@localhost", $"amqps://user:{Password}@h1:5671,h2:5672,h3/%2F",
            $"amqp://us%40er:{Password}@[::1]:5672/a%2Fb?container-id=me&max-frame-size=512&allow-insecure-transport=true", "AMQP://user@192.0.2.1", "amqp://[fe80::1]/", "amqp://h?max-frame-size=2147483647",
            "amqp://bücher.example/größe",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override bool Read(ReadOnlySpan<byte> input)
    {
        // Making text of octets that are none is what costs most, and no reader of URLs does it.
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
            Require(exception.GetType() == typeof(ArgumentException), $"a URL is refused with {exception}");
            Require(!HoldsPassword(url) || !exception.ToString().Contains(Password, StringComparison.Ordinal), $"the password stands in {exception.Message}");
            return false;
        }
    }

    public override void CheckTaken(ReadOnlySpan<byte> input)
    {
        Require(!HoldsPassword(Encoding.UTF8.GetString(input)) || !_options!.ToString().Contains(Password, StringComparison.Ordinal), $"the password stands in {_options}");

        // What it prints is a URL of the same place.
        SendClientOptions again = SendClientOptions.FromUrl($"{(_options!.UseTls ? "amqps" : "amqp")}://{ErrorText.Endpoint(_options.Host, _options.Port ?? 1)}");
        Require(again.Host == _options.Host && again.UseTls == _options.UseTls && again.Port == (_options.Port ?? 1), $"{_options} is read as {again}");
        again = SendClientOptions.FromUrl(Write(_options));
        Require(
            (again.UserName, again.Password, again.VirtualHost, again.ContainerId) == (_options.UserName, _options.Password, _options.VirtualHost, _options.ContainerId)
                && again.Hosts.SequenceEqual(_options.Hosts) && again.MaxFrameSize == _options.MaxFrameSize,
            $"written again, {_options} is read as {again}");
        Require(_options.Port is null or (> 0 and <= 65_535), $"port {_options.Port}");
        Require(_options.MaxFrameSize >= 512, $"max-frame-size {_options.MaxFrameSize}");
    }

    private static string Write(SendClientOptions options)
    {
        string user = options.UserName is null ? "" : $"{Uri.EscapeDataString(options.UserName)}{(options.Password is null ? "" : $":{Uri.EscapeDataString(options.Password)}")}@";
        string hosts = string.Join(',', options.Hosts.Prepend(ErrorText.Endpoint(options.Host, options.Port ?? 1)));
        string path = options.VirtualHost is null ? "" : $"/{Uri.EscapeDataString(options.VirtualHost)}";
        string id = options.ContainerId is null ? "" : $"&container-id={Uri.EscapeDataString(options.ContainerId)}";
        return $"amqp://{user}{hosts}{path}?max-frame-size={options.MaxFrameSize.ToString(CultureInfo.InvariantCulture)}{id}";
    }

    /// <summary>Whether the password stands where a reader takes it for one: between ':' and '@', and nowhere else.</summary>
    private static bool HoldsPassword(string url)
        => url.Contains($":{Password}@", StringComparison.Ordinal) && !url.Replace($":{Password}@", "", StringComparison.Ordinal).Contains(Password, StringComparison.Ordinal);
}
