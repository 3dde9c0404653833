using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Connections;

/// <summary>What a redirect may not take along: credentials to another host, and anything out of TLS.</summary>
public sealed class RedirectSecurityTests
{
    private static readonly AmqpMessage Message = new() { Value = "a" };

    [Fact]
    public async Task Credentials_go_along_to_the_same_host()
    {
        await using InProcessBroker first = await StartAsync(Canary.Password);
        await using InProcessBroker second = await StartAsync(Canary.Password);
        first.CreateQueue("notes").RefuseNextLinks(1, RedirectTests.ToLink("127.0.0.1", second.Port));
        second.CreateQueue("notes");
        await using SendClient client = new(first.Url, options => (options.Redirects, options.UserName, options.Password) = (RedirectPolicy.Follow, "user", Canary.Password));

        await client.GetMessageSender("notes").SendAsync(Message).Within();

        Assert.Equal("user", Assert.Single(second.Connections).UserName);
    }

    [Fact]
    public async Task Credentials_do_not_go_to_another_host_though_it_is_listed()
    {
        await using InProcessBroker first = await StartAsync(Canary.Password);
        await using InProcessBroker second = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        first.CreateQueue("notes").RefuseNextLinks(1, RedirectTests.ToLink("localhost", second.Port));
        await using SendClient client = new(first.Url, options =>
        {
            (options.Redirects, options.UserName, options.Password) = (RedirectPolicy.Follow, "user", Canary.Password);
            options.RedirectHosts.Add("localhost");
        });

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("notes").SendAsync(Message).Within());

        Assert.Contains(
            $"It was not followed: the credential of this client goes to no host but its own, and there is none for localhost:{second.Port}. Give one by SendClientOptions.RedirectCredential.",
            thrown.Message,
            StringComparison.Ordinal);
        Assert.Equal(0, second.AcceptedConnectionCount);
    }

    [Fact]
    public async Task A_delegate_gives_the_credential_for_another_host()
    {
        await using InProcessBroker first = await StartAsync(Canary.Password);
        await using InProcessBroker second = await StartAsync(Canary.OtherPassword);
        first.CreateQueue("notes").RefuseNextLinks(1, RedirectTests.ToLink("localhost", second.Port));
        second.CreateQueue("notes");
        var asked = new EventLog<BrokerEndpoint>();
        await using SendClient client = new(first.Url, options =>
        {
            (options.Redirects, options.UserName, options.Password) = (RedirectPolicy.Follow, "user", Canary.Password);
            options.RedirectHosts.Add("LOCALHOST");
            options.RedirectCredential = endpoint =>
            {
                asked.Add(endpoint);
                return AmqpCredential.Password("user", Canary.OtherPassword);
            };
        });

        await client.GetMessageSender("notes").SendAsync(Message).Within();

        Assert.Equal([new BrokerEndpoint("localhost", second.Port, useTls: false)], asked.Items);
        Assert.Equal("user", Assert.Single(second.Connections).UserName);
    }

    [Fact]
    public async Task A_delegate_that_throws_is_told_without_its_text()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").RefuseNextLinks(1, RedirectTests.ToLink("localhost", 5672));
        await using SendClient client = new(broker.Url, options =>
        {
            options.Redirects = RedirectPolicy.Follow;
            options.RedirectHosts.Add("localhost");
            options.RedirectCredential = _ => throw new InvalidOperationException("swordfish");
        });

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("notes").SendAsync(Message).Within());

        Assert.Contains("SendClientOptions.RedirectCredential threw a InvalidOperationException for localhost:5672.", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_not_sent_in_clear_text_to_another_machine()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").RefuseNextLinks(1, RedirectTests.ToLink("other.example", 5672));
        await using SendClient client = new(broker.Url, options =>
        {
            options.Redirects = RedirectPolicy.Follow;
            options.RedirectHosts.Add("other.example");
            options.RedirectCredential = _ => AmqpCredential.Password("user", Canary.Password);
            options.SaslMechanisms.Add("PLAIN");
            options.SaslMechanisms.Add("ANONYMOUS");
        });

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("notes").SendAsync(Message).Within());

        Assert.Contains("It was not followed: ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("other.example", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Password, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_leaves_TLS_by_the_word_of_a_peer()
    {
        using TestCertificates certificates = new();
        await using InProcessBroker secured = await InProcessBroker.StartAsync(new() { Certificate = certificates.Issue("localhost") });
        await using InProcessBroker plain = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        BrokerQueue notes = secured.CreateQueue("notes");
        await using SendClient client = new(secured.Url, options =>
        {
            (options.Redirects, options.RetryPolicy) = (RedirectPolicy.Follow, AmqpRetryPolicy.None);
            options.TrustedAuthorities.Add(certificates.Authority);
        });

        notes.RefuseNextLinks(1, RedirectTests.ToLink("localhost", plain.Port, scheme: "amqp"));
        SendException told = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("notes").SendAsync(Message).Within());
        Assert.Contains("It was not followed: the connection is secured by TLS, and the redirect asks for the scheme 'amqp', which is not.", told.Message, StringComparison.Ordinal);
        Assert.Equal(0, plain.AcceptedConnectionCount);

        // Without a scheme the port decides nothing: the connection there is secured or does not come about.
        notes.RefuseNextLinks(1, RedirectTests.ToLink("localhost", plain.Port));
        SendException failed = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("notes").SendAsync(Message).Within());
        Assert.Equal(SendReason.TlsFailed, failed.Reason);
        Assert.Empty(plain.Connections);
    }

    [Fact]
    public async Task A_scheme_that_is_not_AMQPs_is_not_followed()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").RefuseNextLinks(1, RedirectTests.ToLink("127.0.0.1", 80, scheme: "http"));
        await using SendClient client = new(broker.Url, options => options.Redirects = RedirectPolicy.Follow);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("notes").SendAsync(Message).Within());

        Assert.Contains("It was not followed: it asks for the scheme 'http', and amqp and amqps are followed. Correct the broker.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_that_the_peer_gives_goes_into_the_open_frame_and_not_into_the_check_of_the_certificate()
    {
        using TestCertificates certificates = new();
        await using InProcessBroker first = await InProcessBroker.StartAsync(new() { Certificate = certificates.Issue("localhost") });
        await using InProcessBroker second = await InProcessBroker.StartAsync(new() { Certificate = certificates.Issue("localhost"), CreateQueuesOnDemand = true });
        first.CreateQueue("notes").RefuseNextLinks(1, RedirectTests.ToLink("localhost", second.Port, hostName: "shop"));
        await using SendClient client = new(first.Url, options =>
        {
            options.Redirects = RedirectPolicy.Follow;
            options.TrustedAuthorities.Add(certificates.Authority);
        });

        await client.GetMessageSender("notes").SendAsync(Message).Within();

        Assert.Equal("shop", Assert.Single(second.Connections).HostName);
    }

    [Theory]
    [InlineData("localhost", "/amqp", 0)]
    [InlineData("127.0.0.1", "/amqp?token={password}", 1)]
    public void The_query_and_the_headers_of_a_WebSocket_go_to_no_other_host_though_it_is_listed(string host, string path, int headers)
    {
        SendClient client = new("ws://127.0.0.1", options =>
        {
            options.WebSocketPath = $"/amqp?token={Canary.Password}";
            options.WebSocketHeaders.Add("Authorization", Canary.OtherPassword);
            options.RedirectHosts.Add("localhost");
            options.Redirects = RedirectPolicy.Follow;
        });

        RedirectTarget target = client.Context.Connection.Redirects.Follow([], client.Context.Settings.Hosts[0], "notes", RedirectTests.ToLink(host, 81));

        Assert.Null(target.Problem);
        Assert.Equal((host, Canary.In(path), headers), (target.Host!.Endpoint.Host, target.Host.WebSocket!.Path, target.Host.WebSocket.Headers.Count));

        // Back at home, all of it is there again.
        RedirectTarget back = client.Context.Connection.Redirects.Follow([], target.Host, "notes", RedirectTests.ToLink("127.0.0.1", 80));
        Assert.Equal(client.Context.Settings.Hosts[0].WebSocket, back.Host!.WebSocket);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("host:5672")]
    public void Listed_hosts_that_are_none_are_refused(string host)
    {
        SendClientOptions options = new();
        options.RedirectHosts.Add(host);

        Assert.Contains("RedirectHosts", Assert.Throws<ArgumentException>(() => new SendClient(options)).Message, StringComparison.Ordinal);
    }

    private static Task<InProcessBroker> StartAsync(string password)
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false };
        options.Users["user"] = password;
        return InProcessBroker.StartAsync(options).AsTask();
    }
}
