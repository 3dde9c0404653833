using System.Net;

namespace TypedSender.Tests.WebSockets;

/// <summary>URLs and options of WebSockets: what they mean, and what is refused before anything is connected.</summary>
public sealed class WebSocketOptionTests
{
    private const string Form = "Write wss://user:password@host:port/path, for example ws://localhost:80/.";
    private const string Port = "has a port that is not a number from 1 to 65535. Correct it, or leave it out for 80 (443 with wss://).";
    private const string Path = "has a path with a character that no path of a WebSocket has. Percent-encode it: a space is %20, '%' itself is %25.";

    [Theory]
    [InlineData("ws://h", false, 80, "/", null)]
    [InlineData("WSS://h", true, 443, "/", null)]
    [InlineData("wss://h/", true, 443, "/", null)]
    [InlineData("ws://h:5000/$servicebus/websocket", false, 5000, "/$servicebus/websocket", null)]
    [InlineData("wss://h/a%20b/c;d=e?virtual-host=shop%2F1", true, 443, "/a%20b/c;d=e", "shop/1")]
    [InlineData("wss://h?virtual-host=shop", true, 443, "/", "shop")]
    public void The_path_is_the_websockets_and_the_port_what_the_scheme_says(string url, bool useTls, int port, string path, string? virtualHost)
    {
        SendClientOptions options = SendClientOptions.FromUrl(url);

        Assert.Equal(
            (AmqpTransportKind.WebSocket, useTls, port, path, virtualHost),
            (options.Transport, options.UseTls, options.EffectivePort, options.WebSocketPath, options.VirtualHost));
        BrokerHost host = Assert.Single(SendClientSettings.Create(options).Hosts);
        Assert.Equal((path, port, useTls), (host.WebSocket?.Path, host.Endpoint.Port, host.Tls is not null));
    }

    [Fact]
    public void A_url_of_amqp_is_no_websocket()
    {
        SendClientOptions options = SendClientOptions.FromUrl("amqps://h/shop");

        Assert.Equal((AmqpTransportKind.Tcp, 5671, "/", "shop"), (options.Transport, options.EffectivePort, options.WebSocketPath, options.VirtualHost));
        Assert.Null(Assert.Single(SendClientSettings.Create(options).Hosts).WebSocket);
    }

    [Theory]
    [InlineData("ws://", $"The URL has no host. {Form}")]
    [InlineData("ws://:{password}@host", $"The URL has no user name before '@'. {Form}")]
    [InlineData("wss://{password} {password}", $"The URL has no valid host name. {Form}")]
    [InlineData("wss://[{password}]", "The URL has no valid IPv6 address in brackets. Write it like ws://[::1]:80.")]
    [InlineData("wss://[::1]{password}", "The URL has something other than a port after the IPv6 address. Write it like ws://[::1]:80.")]
    [InlineData("ws://guest:{password}", $"The URL {Port}")]
    [InlineData("wss://u:{password}@host,other:{password}", $"The URL, in host 2, {Port}")]
    [InlineData("wss://host/{password}%4", $"The URL {Path}")]
    [InlineData("ws://host/ {password}", $"The URL {Path}")]
    [InlineData("ws://host/é{password}", $"The URL {Path}")]
    [InlineData("ws://host?virtual-host=", "The URL has no value for virtual-host. Write the name, or leave the key out to send the host.")]
    [InlineData("ws://host?{password}=3", "The URL, in key 1 of its query, has a name that is not known. Known are allow-insecure-transport, container-id, max-frame-size and virtual-host; everything else is set in SendClientOptions.")]
    [InlineData("amqp://host?virtual-host={password}", "The URL, in key 1 of its query, has a name that is not known. Known are allow-insecure-transport, container-id and max-frame-size; everything else is set in SendClientOptions.")]
    [InlineData("wss://host;password={password}", "The URL with the scheme 'wss' looks like a connection string with the key Password. Write amqp://user:password@host:port/virtual-host instead, with user name, password and virtual host percent-encoded, or set the properties of SendClientOptions.")]
    public void A_wrong_url_is_refused_with_one_clear_text_that_repeats_nothing_of_it(string url, string expected)
    {
        var error = Assert.Throws<ArgumentException>("url", () => SendClientOptions.FromUrl(Canary.In(url)));

        Assert.Equal($"{expected} (Parameter 'url')", error.Message);
        Assert.DoesNotContain(Canary.Mark, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ws://u:{password}@host/{password}", "ws://***@host:80")]
    [InlineData("wss://host/{password}?virtual-host={password}", "wss://host:443")]
    public void Options_are_shown_without_path_and_what_logs_in(string url, string shown) => Assert.Equal(shown, SendClientOptions.FromUrl(Canary.In(url)).ToString());

    [Fact]
    public void A_password_does_not_travel_unencrypted()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new SendClient($"ws://u:{Canary.Password}@broker.example"));

        Assert.StartsWith("The password would travel unencrypted to 'broker.example'. Use TLS (wss://), connect to this machine only,", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<SendClientOptions>> Refused => new()
    {
        { "WebSocketPath is no path", options => options.WebSocketPath = "amqp" },
        { "WebSocketPath is no path", options => options.WebSocketPath = null! },
        { "WebSocketPath is no path", options => options.WebSocketPath = $"/ {Canary.Password}" },
        { "WebSocketPath is no path", options => options.WebSocketPath = $"/x\r\nX-Other: {Canary.Password}" },
        { "Transport is 2", options => options.Transport = (AmqpTransportKind)2 },
        { "Header 1 of SendClientOptions.WebSocketHeaders has a name", options => options.WebSocketHeaders["X Y"] = Canary.Password },
        { "Header 1 of SendClientOptions.WebSocketHeaders has a name", options => options.WebSocketHeaders[""] = Canary.Password },
        { "Header 1 of SendClientOptions.WebSocketHeaders has a value", options => options.WebSocketHeaders["X-Key"] = $"{Canary.Password}\r\nX-Other: 1" },
        { "Header 2 of SendClientOptions.WebSocketHeaders is one that makes up the request", options => (options.WebSocketHeaders["A"], options.WebSocketHeaders["sec-websocket-protocol"]) = ("1", "mqtt") },
        { "Header 1 of SendClientOptions.WebSocketHeaders is one that makes up the request", options => options.WebSocketHeaders["Host"] = "other" },
        { "has a Proxy and no WebSocket", options => (options.Transport, options.Proxy) = (AmqpTransportKind.Tcp, new WebProxy($"http://u:{Canary.Password}@p:1")) },
        { "has a Proxy and a ConnectStream", options => (options.ConnectStream, options.Proxy) = ((_, _) => throw new NotSupportedException(), new WebProxy($"http://u:{Canary.Password}@p:1")) },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Options_that_cannot_be_used_are_refused_when_the_client_is_made(string text, Action<SendClientOptions> spoil)
    {
        SendClientOptions options = SendClientOptions.FromUrl("wss://broker.example");
        spoil(options);

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => new SendClient(options));

        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, error.ToString(), StringComparison.Ordinal);
    }
}
