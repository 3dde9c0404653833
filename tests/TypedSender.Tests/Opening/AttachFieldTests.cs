using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Opening;

/// <summary>The fields of an attach, which the peer decides by (AMQP 1.0, 2.7.3).</summary>
public sealed class AttachFieldTests
{
    [Fact]
    public async Task Link_properties_go_out_under_symbols_with_the_types_of_their_values()
    {
        var options = new SenderOptions { LinkProperties = { ["team"] = "green", ["weight"] = 7L } };

        Attach attach = await AttachAsync(options);

        Assert.Equal("green", attach.Properties![new AmqpSymbol("team")]);
        Assert.Equal(7L, attach.Properties[new AmqpSymbol("weight")]);
        Assert.Equal(2, attach.Properties.Count);
    }

    [Fact]
    public async Task Desired_capabilities_go_out_as_symbols()
    {
        Attach attach = await AttachAsync(new SenderOptions { DesiredCapabilities = { "queue", "shared" } });

        Assert.Equal(["queue", "shared"], attach.DesiredCapabilities!.Select(capability => capability.Value));
    }

    [Fact]
    public async Task A_link_asks_for_the_settle_modes_of_its_sender()
    {
        Attach attach = await AttachAsync(new SenderOptions { SendSettleMode = SenderSettleMode.Settled, ReceiveSettleMode = ReceiverSettleMode.Second });

        Assert.Equal((SenderSettleMode.Settled, ReceiverSettleMode.Second), (attach.SndSettleMode, attach.RcvSettleMode));
    }

    [Fact]
    public async Task The_target_has_the_address_and_the_source_has_none()
    {
        Attach attach = await AttachAsync(new SenderOptions { Address = "elsewhere" });

        Assert.Equal("elsewhere", Assert.IsType<Target>(attach.Target).Address);
        Assert.Null(Assert.IsType<Source>(attach.Source).Address);
    }

    [Fact]
    public async Task Each_link_has_a_name_of_its_own()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Respond()
            .ExpectAttach().Respond().AnswerClosing());
        await using var client = new SendClient(peer.Url);
        MessageSender one = client.GetMessageSender(client.GetSender<INoteSender>());
        MessageSender other = client.GetMessageSender(client.GetSender<INoteSender>(new SenderOptions { MaxInFlight = 7 }));

        await one.OpenAsync().Within();
        await other.OpenAsync().Within();

        Assert.NotEqual(one.Attachment!.LinkName, other.Attachment!.LinkName);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    private static async Task<Attach> AttachAsync(SenderOptions options)
    {
        Captured<Attach>? attach = null;
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Capture(out attach).Respond().AnswerClosing());
        await using var client = new SendClient(peer.Url);

        await client.GetMessageSender(client.GetSender<INoteSender>(options)).OpenAsync().Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        return attach!.Value;
    }
}
