using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Opening;

/// <summary>
/// The name of a virtual host goes out as the peer takes it, and nothing is begun, attached or sent before that is sure. Each script fails at a frame it does not expect.
/// </summary>
public sealed class VirtualHostFormTests
{
    private static readonly Open RabbitMq = Product("RabbitMQ");

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("prod", "prod")]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("100%25", "100%")]
    [InlineData("%2F", "/")]
    [InlineData("gr%C3%B6%C3%9Fe", "größe")]
    public async Task RabbitMQ_is_left_at_its_open_and_connected_anew_with_the_prefix_then_and_later(string path, string name)
    {
        TaskCompletionSource lost = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => Leave(script, name, RabbitMq),
            script => Take(script, $"vhost:{name}", RabbitMq).WaitFor(lost.Task).CloseSocket(),
            script => Take(script, $"vhost:{name}", RabbitMq).AnswerClosing());
        await using var client = new SendClient($"{peer.Url}/{path}", options => options.RetryPolicy = RecordingPolicy.Eager);
        var changes = new EventLog<SendClientStateChangedEventArgs>();
        client.StateChanged += (_, change) => changes.Add(change);
        INoteSender notes = client.GetSender<INoteSender>();

        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("a")).Within());
        lost.SetResult();
        await changes.WaitForCountAsync(3);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();

        Assert.Equal(3, peer.ConnectionCount);
        Assert.Equal(
            [SendClientState.Connecting, SendClientState.Connected, SendClientState.Reconnecting],
            changes.Items.Take(3).Select(change => change.Current));
    }

    [Theory]
    [InlineData("VMware Tanzu RabbitMQ", "vhost:prod")]
    [InlineData("LavinMQ", "prod")]
    [InlineData(null, "prod")]
    public async Task The_product_of_the_open_frame_decides(string? product, string hostname)
    {
        Open open = product is null ? Handshakes.DefaultOpen : Product(product);
        Action<PeerScript>[] scripts = hostname == "prod"
            ? [script => Take(script, hostname, open).AnswerClosing()]
            : [script => Leave(script, "prod", open), script => Take(script, hostname, open).AnswerClosing()];
        await using ScriptedPeer peer = ScriptedPeer.Start(scripts);
        await using var client = new SendClient($"{peer.Url}/prod");

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Theory]
    [InlineData("vhost:prod", VirtualHostForm.Automatic, "vhost:prod")]
    [InlineData("vhost:prod", VirtualHostForm.Prefixed, "vhost:prod")]
    [InlineData("prod", VirtualHostForm.Prefixed, "vhost:prod")]
    [InlineData("prod", VirtualHostForm.Plain, "prod")]
    [InlineData(null, VirtualHostForm.Automatic, "127.0.0.1")]
    [InlineData(null, VirtualHostForm.Prefixed, "127.0.0.1")]
    public async Task A_form_that_is_sure_takes_one_connection_whatever_the_peer_is(string? name, VirtualHostForm form, string hostname)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => Take(script, hostname, RabbitMq).AnswerClosing(), script => Take(script, hostname, Handshakes.DefaultOpen).AnswerClosing());
        for (int number = 0; number < 2; number++)
        {
            await using var client = new SendClient(peer.Url, options => (options.VirtualHost, options.VirtualHostForm) = (name, form));

            Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());
            await client.CloseAsync().Within();
        }

        await peer.Completion.Within();
        Assert.Equal(2, peer.ConnectionCount);
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_the_close_is_left_all_the_same_before_the_next_socket()
    {
        TaskCompletionSource asked = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptHeaders().ExpectOpen().Respond(RabbitMq).ExpectClose().Signal(asked).ExpectEndOfStream(),
            script => Take(script, "vhost:prod", RabbitMq).AnswerClosing());
        await using var client = new SendClient($"{peer.Url}/prod", options => options.TimeProvider = _time);

        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await asked.Task.Within();
        Assert.Equal(1, peer.ConnectionCount);
        await _time.AdvanceUntilAsync(send, TimeSpan.FromSeconds(1));

        Assert.Equal(SendOutcome.Accepted, await send.Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    /// <summary>Both connections have to come about within one open time-out.</summary>
    [Fact]
    public async Task The_second_connection_has_what_the_first_has_left_of_the_time()
    {
        TaskCompletionSource asked = Bounded.Signal();
        TaskCompletionSource second = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptHeaders().ExpectOpen().Respond(RabbitMq).ExpectClose().Signal(asked).ExpectEndOfStream(),
            script => script.AcceptHeaders().ExpectOpen().Signal(second).ExpectEndOfStream());
        await using var client = new SendClient($"{peer.Url}/prod", options => (options.TimeProvider, options.CloseTimeout, options.OpenTimeout) = (_time, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(10)));

        Task opening = client.OpenAsync();
        await asked.Task.Within();
        _time.Advance(TimeSpan.FromSeconds(4.1));
        await second.Task.Within();
        Assert.False(opening.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(6));

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => opening.Within());
        Assert.Equal($"127.0.0.1:{peer.Port} did not answer the open frame within 10 s. Check the broker's log, and that it is not overloaded.", thrown.Message);
    }

    /// <summary>RabbitMQ from 4.0 on hangs up when the user may not enter the default virtual host.</summary>
    [Fact]
    public async Task A_peer_that_hangs_up_instead_of_answering_is_asked_once_more_with_the_prefix()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptHeaders().ExpectOpen().Where(open => open.Hostname == "prod").CloseSocket(),
            script => Take(script, "vhost:prod", RabbitMq).AnswerClosing());
        await using var client = new SendClient($"{peer.Url}/prod");

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_peer_that_takes_the_prefix_and_is_not_RabbitMQ_is_given_nothing()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptHeaders().ExpectOpen().Where(open => open.Hostname == "prod").CloseSocket(),
            script => Leave(script, "vhost:prod", Handshakes.DefaultOpen));
        await using var client = new SendClient($"{peer.Url}/prod");

        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within();
        await peer.Completion.Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionFailed), (outcome.Kind, outcome.Reason));
        Assert.StartsWith($"127.0.0.1:{peer.Port} closed the connection before it answered the open frame.", outcome.ToString()[outcome.ToString().IndexOf("127.0.0.1", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal(2, peer.ConnectionCount);
    }

    [Fact]
    public async Task A_peer_that_is_RabbitMQ_once_and_then_not_is_given_nothing()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => Leave(script, "prod", RabbitMq), script => Leave(script, "vhost:prod", Handshakes.DefaultOpen));
        await using var client = new SendClient($"{peer.Url}/prod");

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        await peer.Completion.Within();

        Assert.Equal(
            $"127.0.0.1:{peer.Port} named itself RabbitMQ on one of two connections only, so how it takes the name of a virtual host is unclear. Let it lead to brokers of one kind, or set SendClientOptions.VirtualHostForm.",
            thrown.Message);
    }

    [Fact]
    public async Task A_client_that_is_closed_between_the_two_connections_makes_no_second()
    {
        TaskCompletionSource asked = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptHeaders().ExpectOpen().Respond(RabbitMq).ExpectClose().Signal(asked).ExpectEndOfStream());
        var client = new SendClient($"{peer.Url}/prod", options => (options.TimeProvider, options.DrainTimeout) = (_time, TimeSpan.Zero));

        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await asked.Task.Within();
        Task closed = client.DisposeAsync().AsTask();
        await _time.AdvanceUntilAsync(closed, TimeSpan.FromSeconds(1));

        Assert.Equal(SendOutcomeKind.NotSent, (await send.Within()).Kind);
        await peer.Completion.Within();
        Assert.Equal(1, peer.ConnectionCount);
    }

    [Fact]
    public async Task Each_of_several_hosts_has_its_form()
    {
        await using ScriptedPeer other = ScriptedPeer.Start(script => Take(script, "prod", Handshakes.DefaultOpen).CloseSocket());
        await using ScriptedPeer rabbit = ScriptedPeer.Start(
            script => Leave(script, "prod", RabbitMq), script => Take(script, "vhost:prod", RabbitMq).AnswerClosing());
        await using var client = new SendClient($"amqp://127.0.0.1:{other.Port},127.0.0.1:{rabbit.Port}/prod", options => options.RetryPolicy = RecordingPolicy.Eager);
        INoteSender notes = client.GetSender<INoteSender>();

        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("a")).Within());
        await other.Completion.Within();
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());
        await client.CloseAsync().Within();
        await rabbit.Completion.Within();
    }

    [Fact]
    public async Task A_stream_of_ones_own_is_asked_for_each_of_the_two()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => Leave(script, "prod", RabbitMq), script => Take(script, "vhost:prod", RabbitMq).AnswerClosing());
        int streams = 0;
        await using var client = new SendClient("amqp://127.0.0.1/prod", options => options.ConnectStream = async (_, cancellationToken) =>
        {
            streams++;
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, peer.Port, cancellationToken);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        });

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Assert.Equal(2, streams);
    }

    private static Open Product(string product) => Handshakes.DefaultOpen with { Properties = new AmqpMap { { new AmqpSymbol("product"), product } } };

    /// <summary>Answers the open frame, and expects that nothing but the close frame follows.</summary>
    private static PeerScript Leave(PeerScript script, string hostname, Open open) => script.AcceptHeaders()
        .ExpectOpen().Where(sent => sent.Hostname == hostname).Respond(open)
        .ExpectClose().Respond().ExpectEndOfStream();

    /// <summary>Expects the same name in the SASL and in the open frame, and accepts one message.</summary>
    private static PeerScript Take(PeerScript script, string hostname, Open open) => script.ExpectSaslHeader().SendMechanisms("ANONYMOUS")
        .ExpectSaslInit().Where(init => init.Hostname == hostname).SendSaslOutcome(SaslCode.Ok).ExpectHeader()
        .ExpectOpen().Where(sent => sent.Hostname == hostname).Respond(open)
        .AcceptSender(credit: 1).ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance);
}
