using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Opening;

/// <summary>The broker that is named decides in which form the name of a virtual host is sent first; what the peer says of itself decides which one is kept.</summary>
public sealed class VirtualHostOfBrokerTests
{
    private static readonly Open RabbitMq = Handshakes.DefaultOpen with { Properties = new AmqpMap { { new AmqpSymbol("product"), "RabbitMQ" } } };

    /// <summary>The option of the client, the option of the sender, what the interface names, and what is sent first.</summary>
    [Theory]
    [InlineData(AmqpBrokerKind.RabbitMq, null, "vhost:prod")]
    [InlineData(null, AmqpBrokerKind.RabbitMq, "vhost:prod")]
    [InlineData(AmqpBrokerKind.RabbitMq, AmqpBrokerKind.Solace, "vhost:prod")]
    [InlineData(AmqpBrokerKind.Solace, AmqpBrokerKind.RabbitMq, "prod")]
    [InlineData(AmqpBrokerKind.Generic, AmqpBrokerKind.RabbitMq, "prod")]
    [InlineData(AmqpBrokerKind.Qpid, null, "prod")]
    [InlineData(null, null, "prod")]
    public async Task The_form_that_the_broker_takes_is_sent_first(AmqpBrokerKind? ofClient, AmqpBrokerKind? ofSender, string hostname)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => Take(script, hostname, hostname == "prod" ? Handshakes.DefaultOpen : RabbitMq));
        await using var client = new SendClient($"{peer.Url}/prod", options => options.Broker = ofClient);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>(new SenderOptions { Broker = ofSender }).TellAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Assert.Equal(1, peer.ConnectionCount);
    }

    [Fact]
    public async Task What_the_interface_names_counts_too()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => Take(script, "vhost:prod", RabbitMq));
        await using var client = new SendClient($"{peer.Url}/prod");

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<IRabbitNotes>().TellAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Theory]
    [InlineData(AmqpBrokerKind.RabbitMq, "vhost:prod", "prod")]
    [InlineData(AmqpBrokerKind.Solace, "prod", "vhost:prod")]
    public async Task A_peer_that_is_another_than_was_named_is_left_before_anything_is_sent(AmqpBrokerKind kind, string first, string second)
    {
        Open open = kind == AmqpBrokerKind.RabbitMq ? Handshakes.DefaultOpen : RabbitMq;
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptHeaders().ExpectOpen().Where(sent => sent.Hostname == first).Respond(open).ExpectClose().Respond().ExpectEndOfStream(),
            script => Take(script, second, open));
        await using var client = new SendClient($"{peer.Url}/prod", options => options.Broker = kind);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Assert.Equal(2, peer.ConnectionCount);
    }

    /// <summary>Where no broker is named, a peer that hangs up is asked again with the prefix; of one that is named, it is known that it does not want it.</summary>
    [Fact]
    public async Task A_named_broker_that_hangs_up_is_not_asked_again_in_the_other_form()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptHeaders().ExpectOpen().Where(sent => sent.Hostname == "prod").CloseSocket());
        await using var client = new SendClient($"{peer.Url}/prod", options => options.Broker = AmqpBrokerKind.Artemis);

        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within();
        await peer.Completion.Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionFailed), (outcome.Kind, outcome.Reason));
        Assert.Equal(1, peer.ConnectionCount);
    }

    [Fact]
    public async Task A_form_of_the_options_comes_before_that_of_the_broker()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => Take(script, "prod", RabbitMq));
        await using var client = new SendClient(
            $"{peer.Url}/prod", options => (options.Broker, options.VirtualHostForm) = (AmqpBrokerKind.RabbitMq, VirtualHostForm.Plain));

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    private static PeerScript Take(PeerScript script, string hostname, Open open) => script.ExpectSaslHeader().SendMechanisms("ANONYMOUS")
        .ExpectSaslInit().Where(init => init.Hostname == hostname).SendSaslOutcome(SaslCode.Ok).ExpectHeader()
        .ExpectOpen().Where(sent => sent.Hostname == hostname).Respond(open)
        .AcceptSender(credit: 1).ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing();
}
