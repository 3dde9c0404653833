using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using TypedSender.Testing;

namespace TypedSender.Tests.WebSockets;

/// <summary>WebSockets through an HTTP proxy: what it is asked for, and each way in which it fails, without a word of what it is logged in with.</summary>
public sealed class ProxyTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_connection_goes_through_the_proxy(bool useTls)
    {
        using TestCertificates certificates = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { Certificate = useTls ? certificates.Issue("localhost") : null });
        BrokerQueue queue = broker.CreateQueue("notes");
        await using TestProxy proxy = new();
        await using (SendClient client = new($"{(useTls ? "wss" : "ws")}://localhost:{broker.Port}", options =>
        {
            options.TrustedAuthorities.Add(certificates.Authority);
            options.Proxy = new WebProxy(proxy.Url);
        }))
        {
            await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();
        }

        Assert.Equal(1, queue.Count);
        Assert.Equal([$"CONNECT localhost:{broker.Port} HTTP/1.1"], proxy.Requests.Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Credentials_are_those_of_the_proxy_or_of_its_url(bool inUrl)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        await using TestProxy proxy = new() { Authorization = TestProxy.Basic("us@er", Canary.Password) };
        await using SendClient client = new($"ws://127.0.0.1:{broker.Port}", options => options.Proxy = inUrl
            ? new WebProxy($"http://us%40er:{Canary.Password}@127.0.0.1:{proxy.Port}")
            : new WebProxy(proxy.Url) { Credentials = new NetworkCredential("us@er", Canary.Password) });

        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();

        Assert.Equal(2, proxy.Requests.Count);
    }

    /// <summary>Another client encodes the values of the proxy that it is given in place, so that a second client cannot use it.</summary>
    [Fact]
    public async Task A_proxy_serves_any_number_of_clients_and_is_left_as_it_is()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using TestProxy proxy = new() { Authorization = TestProxy.Basic("user", Canary.Password) };
        NetworkCredential credentials = new("user", Canary.Password);
        WebProxy given = new(proxy.Url) { Credentials = credentials };

        for (int number = 0; number < 2; number++)
        {
            await using SendClient client = new($"ws://127.0.0.1:{broker.Port}", options => options.Proxy = given);
            await client.OpenAsync().Within();
        }

        Assert.Equal(4, proxy.Requests.Count);
        Assert.Equal((new Uri(proxy.Url), credentials, "user", Canary.Password), (given.Address, given.Credentials, credentials.UserName, credentials.Password));
    }

    [Fact]
    public async Task A_proxy_that_asks_for_credentials_and_gets_none_says_so()
    {
        await using TestProxy proxy = new() { Authorization = TestProxy.Basic("user", Canary.Password) };

        await FailsAsync(
            new WebProxy(proxy.Url), SendReason.AuthenticationFailed, false,
            $"The proxy 127.0.0.1:{proxy.Port} asks for credentials (HTTP status 407) and has been given none. Give them in SendClientOptions.Proxy (Credentials).");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proxy_that_asks_twice_has_refused_what_it_was_given(bool inUrl)
    {
        await using TestProxy proxy = new() { Authorization = TestProxy.Basic("user", Canary.Password) };

        await FailsAsync(
            inUrl ? new WebProxy($"http://user:{Canary.OtherPassword}@127.0.0.1:{proxy.Port}") : new WebProxy(proxy.Url) { Credentials = new NetworkCredential("user", Canary.OtherPassword) },
            SendReason.AuthenticationFailed, false,
            $"The proxy 127.0.0.1:{proxy.Port} refused the credentials that it was given, and asks for them again (HTTP status 407). Correct the Credentials of SendClientOptions.Proxy.");
    }

    [Fact]
    public async Task Of_two_answers_on_one_connection_the_last_counts()
    {
        await using TestProxy proxy = new() { Authorization = TestProxy.Basic("user", Canary.Password), KeepsConnections = true, Answer = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n" };

        await FailsAsync(
            new WebProxy(proxy.Url) { Credentials = new NetworkCredential("user", Canary.Password) }, SendReason.ConnectionFailed, true,
            $"The proxy 127.0.0.1:{proxy.Port} could not connect to broker.example:80 (HTTP status 503).");
        Assert.Equal(2, proxy.Requests.Items.Count);
    }

    [Theory]
    [InlineData("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", false, "The proxy {0} does not allow a connection to broker.example:80 (HTTP status 403). Have it allow CONNECT to this host and port, or correct host and port.")]
    [InlineData("HTTP/1.0 502 No\r\n\r\n", true, "The proxy {0} could not connect to broker.example:80 (HTTP status 502). Check that the broker runs and that the proxy reaches it.")]
    [InlineData("SSH-2.0-there\r\n", false, "The proxy {0} does not speak HTTP (it sent 'SSH-2.0-there'). Correct SendClientOptions.Proxy.")]
    [InlineData("", true, "The proxy {0} closed the connection before it had connected to broker.example:80. Check its log, and that it allows CONNECT to this host and port.")]
    public async Task A_proxy_that_does_not_connect_is_told_with_its_answer(string answer, bool mayPass, string text)
    {
        await using TestProxy proxy = new() { Answer = answer };

        await FailsAsync(new WebProxy(proxy.Url), SendReason.ConnectionFailed, mayPass, text.Replace("{0}", $"127.0.0.1:{proxy.Port}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_named_and_not_its_user()
    {
        using Socket bound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)bound.LocalEndPoint!).Port;

        await FailsAsync(
            new WebProxy($"http://user:{Canary.Password}@127.0.0.1:{port}"), SendReason.ConnectionFailed, true,
            $"The proxy for broker.example:80 is not there: nothing listens at 127.0.0.1:{port} (connection refused). Start it, or correct SendClientOptions.Proxy.");
    }

    [Fact]
    public void A_proxy_whose_name_is_unknown_is_named() => Assert.Equal(
        "The proxy for broker.example:80 is not there: the host name 'proxy.invalid' could not be resolved (HostNotFound). Start it, or correct SendClientOptions.Proxy.",
        WebSocketErrors.ProxyUnreachable(new("proxy.invalid", 3128, useTls: false), new("broker.example", 80, useTls: false), new SocketException((int)SocketError.HostNotFound)).Message);

    [Fact]
    public async Task A_proxy_that_does_not_answer_is_given_up_after_the_open_time_out()
    {
        await using TestProxy proxy = new() { IsMute = true };
        await using SendClient client = new("ws://broker.example", options =>
        {
            options.Proxy = new WebProxy(proxy.Url);
            options.RetryPolicy = AmqpRetryPolicy.None;
            options.TimeProvider = _time;
        });

        Task opening = client.OpenAsync();
        await proxy.Requests.WaitForCountAsync(1);
        await _time.AdvanceUntilAsync(opening, TimeSpan.FromSeconds(1)).Within();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => opening);
        Assert.Contains($"The proxy 127.0.0.1:{proxy.Port} did not connect to broker.example:80 within 15 s.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_asked_with_the_url_of_the_host_and_may_say_that_there_is_none()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        ScriptedProxy proxy = new(_ => null);
        await using SendClient client = new($"ws://127.0.0.1:{broker.Port}/amqp", options => options.Proxy = proxy);

        await client.OpenAsync().Within();

        Assert.Equal([$"ws://127.0.0.1:{broker.Port}/amqp"], proxy.Asked.Items);
    }

    [Fact]
    public async Task What_it_throws_is_not_shown()
    {
        await FailsAsync(
            new ScriptedProxy(_ => throw new InvalidOperationException("words of the proxy alone")), SendReason.ConnectionFailed, true,
            "SendClientOptions.Proxy threw InvalidOperationException when it was asked for the way to broker.example:80. Correct it, or leave it null to connect directly.");
    }

    [Theory]
    [InlineData("https://127.0.0.1:1")]
    [InlineData("socks5://127.0.0.1:1")]
    public async Task Only_http_proxies_are_taken(string url) => await FailsAsync(
        new ScriptedProxy(_ => new Uri(url)), SendReason.ConnectionFailed, false, "SendClientOptions.Proxy names something for broker.example:80 that is no HTTP proxy. Give a URL of the form http://host:port.");

    [Fact]
    public async Task The_proxy_of_the_machine_is_not_taken_unless_it_is_given()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using TestProxy proxy = new();
        IWebProxy before = HttpClient.DefaultProxy;
        try
        {
            HttpClient.DefaultProxy = new WebProxy(proxy.Url);
            await using SendClient direct = new(broker.WebSocketUrl);
            await direct.OpenAsync().Within();
            Assert.Equal(0, proxy.Requests.Count);

            await using SendClient client = new(broker.WebSocketUrl, options => options.Proxy = HttpClient.DefaultProxy);
            await client.OpenAsync().Within();
            Assert.Equal(1, proxy.Requests.Count);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    private static async Task FailsAsync(IWebProxy proxy, SendReason reason, bool mayPass, string text)
    {
        await using SendClient client = new("ws://broker.example", options =>
        {
            options.Proxy = proxy;
            options.RetryPolicy = AmqpRetryPolicy.None;
        });

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.StartsWith(text, thrown.Message, StringComparison.Ordinal);
        Assert.Equal((reason, mayPass), (thrown.Reason, thrown.IsTransient));
        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("user:", thrown.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("words of the proxy alone", thrown.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A proxy as a user may write one.</summary>
    private sealed class ScriptedProxy(Func<Uri, Uri?> find) : IWebProxy
    {
        public EventLog<string> Asked { get; } = new();

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination)
        {
            Asked.Add(destination.ToString());
            return find(destination);
        }

        public bool IsBypassed(Uri host) => false;
    }
}
