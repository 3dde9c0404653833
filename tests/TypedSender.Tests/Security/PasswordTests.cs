using System.Net;
using System.Net.Sockets;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Security;

/// <summary>A password is written to a peer that was asked for it over a line that keeps it, or not at all.</summary>
public sealed class PasswordTests
{
    [Theory]
    [InlineData("broker.example")]
    [InlineData("10.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("localhost.example")]
    [InlineData("127.0.0.1.example")]
    [InlineData("128.0.0.1")]
    public async Task It_does_not_leave_this_machine_unencrypted_not_even_over_a_stream_of_ones_own(string host)
    {
        int connected = 0;
        SendClientOptions options = new()
        {
            Host = host,
            UserName = "shop",
            Password = Canary.Password,
            ConnectStream = (_, _) =>
            {
                connected++;
                throw new IOException();
            },
        };

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new SendClient(options));
        Assert.StartsWith($"The password would travel unencrypted to '{host}'. Use TLS (amqps://)", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, connected);

        options.UseTls = true;
        await new SendClient(options).DisposeAsync();
    }

    [Fact]
    public async Task It_leaves_this_machine_when_that_is_allowed()
    {
        InProcessBrokerOptions users = new() { AllowAnonymous = false, SaslMechanisms = { "PLAIN" } };
        users.Users["shop"] = Canary.Password;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(users);
        BrokerQueue queue = broker.CreateQueue("notes");
        await using SendClient client = new($"amqp://shop:{Canary.Password}@broker.example?allow-insecure-transport=true", options => options.ConnectStream = async (_, cancellationToken) =>
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, broker.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        });

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());

        Assert.Equal("PLAIN", Assert.Single(broker.Connections).Mechanism);
        Assert.Equal(1, queue.Count);
    }

    [Theory]
    [InlineData("ANONYMOUS")]
    [InlineData("EXTERNAL")]
    [InlineData("plain")]
    [InlineData("SCRAM-SHA-1", "CRAM-MD5", "ANONYMOUS")]
    [InlineData]
    public async Task It_is_kept_from_a_peer_that_offers_less_than_was_asked_for(params string[] mechanisms)
    {
        // Nothing comes after the SASL header: no password, and nobody is let in without one.
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.ExpectSaslHeader().SendMechanisms(mechanisms).ExpectEndOfStream());
        await using SendClient client = new($"amqp://shop:{Canary.Password}@127.0.0.1:{peer.Port}");

        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within();
        await peer.Completion.Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AuthenticationFailed), (outcome.Kind, outcome.Reason));
        Assert.EndsWith(
            "with a user name and a password SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN is needed. Enable one of them at the broker, or leave out the user name. The message to 'notes' was not sent.",
            outcome.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(1, peer.ConnectionCount);
    }

    [Fact]
    public async Task It_is_kept_from_a_peer_that_offered_more_before_the_connection_was_lost()
    {
        RecordingPolicy policy = new() { MinDelay = TimeSpan.Zero };
        TaskCompletionSource waits = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection().AcceptSender(credit: 1)
                .ExpectDelivery(out Captured<Transfer> first).SendDisposition(first, Accepted.Instance)
                .WaitFor(waits.Task).CloseSocket(),
            script => script.ExpectSaslHeader().SendMechanisms("ANONYMOUS").ExpectEndOfStream());
        await using SendClient client = new($"amqp://shop:{Canary.Password}@127.0.0.1:{peer.Port}", options => options.RetryPolicy = policy);
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("a")).Within());

        // The second waits for credit, on into the next connection.
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("b"));
        waits.SetResult();
        SendOutcome outcome = await waiting.Within();
        await peer.Completion.Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AuthenticationFailed), (outcome.Kind, outcome.Reason));
        Assert.False(policy.Asked.Items[^1].Decision.IsRetry);
        Assert.Equal(2, peer.ConnectionCount);
    }
}
