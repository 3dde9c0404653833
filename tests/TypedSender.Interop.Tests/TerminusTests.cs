using System.Text.Json;
using TypedSender.Amqp.Messages;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>Targets and settle modes as qpid-proton reads and answers them.</summary>
public class TerminusTests
{
    [ProtonFact]
    public async Task Proton_reads_every_field_of_the_target()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1);
        await using SendClient client = new(receiver.Url);

        await client.GetSender<ITestSender>(new SenderOptions
        {
            Target = new AmqpTarget
            {
                Durability = TerminusDurability.UnsettledState,
                ExpiryPolicy = TerminusExpiryPolicy.ConnectionClose,
                Timeout = TimeSpan.FromSeconds(77),
                Capabilities = ["queue", "shared"],
            },
        }).SendAsync(new Small(1));
        JsonElement attach = await receiver.ReadAttachAsync();

        Assert.Equal((2, 77, false), (attach.GetProperty("target_durability").GetInt32(), attach.GetProperty("target_timeout").GetInt32(), attach.GetProperty("target_dynamic").GetBoolean()));
        Assert.Contains("queue", attach.GetProperty("target_capabilities").ToString(), StringComparison.Ordinal);
        Assert.Contains("shared", attach.GetProperty("target_capabilities").ToString(), StringComparison.Ordinal);
    }

    [ProtonFact]
    public async Task Proton_makes_a_node_and_tells_its_address()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1, "--node", "made-by-proton");
        await using SendClient client = new(receiver.Url);
        MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Dynamic(DynamicNodeLifetime.DeleteOnNoLinks) });

        await sender.OpenAsync();
        JsonElement attach = await receiver.ReadAttachAsync();
        Assert.Equal("made-by-proton", sender.Attachment!.Address);
        await sender.SendAsync(new AmqpMessage { Value = 1 });

        Assert.Equal((JsonValueKind.Null, true), (attach.GetProperty("target").ValueKind, attach.GetProperty("target_dynamic").GetBoolean()));
        Assert.Contains("lifetime-policy", attach.GetProperty("target_node").ToString(), StringComparison.Ordinal);
    }

    [ProtonFact]
    public async Task Proton_takes_messages_of_many_addresses_on_one_link()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 3, "--offer", "ANONYMOUS-RELAY", "--array");
        await using SendClient client = new(receiver.Url);
        MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous });

        foreach (string address in new[] { "a", "b", "a" })
        {
            await sender.SendAsync(new AmqpMessage { Properties = new Properties { To = address }, Value = address });
        }

        JsonElement attach = await receiver.ReadAttachAsync();
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(3);
        Assert.Equal(JsonValueKind.Null, attach.GetProperty("target").ValueKind);
        Assert.Equal(3, messages.Count);
    }

    [ProtonFact]
    public async Task Settle_modes_that_proton_answers_are_kept_to()
    {
        (SenderSettleMode Asked, SenderSettleMode Answered, bool IsSettled)[] cases =
        [
            (SenderSettleMode.Unsettled, SenderSettleMode.Settled, false),
            (SenderSettleMode.Unsettled, SenderSettleMode.Mixed, false),
            (SenderSettleMode.Settled, SenderSettleMode.Unsettled, true),
            (SenderSettleMode.Mixed, SenderSettleMode.Mixed, false),
            (SenderSettleMode.Mixed, SenderSettleMode.Settled, true),
        ];
        foreach ((SenderSettleMode asked, SenderSettleMode answered, bool isSettled) in cases)
        {
            await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1, "--sender-mode", $"{(int)answered}");
            await using SendClient client = new(receiver.Url);
            MessageSender sender = client.GetMessageSender("orders", new SenderOptions { SendSettleMode = asked });

            SendOutcome outcome = await sender.SendForOutcomeAsync(new AmqpMessage { Value = 1 });

            Assert.Equal(isSettled ? SendOutcome.Unconfirmed : SendOutcome.Accepted, outcome);
            Assert.Equal(isSettled, (await receiver.ReadMessageAsync()).Settled);
            Assert.Equal((asked, answered), (sender.Attachment!.RequestedSendSettleMode, sender.Attachment.SendSettleMode));
        }
    }

    [ProtonFact]
    public async Task Proton_in_mode_second_is_answered_before_it_settles()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 2, "--second", "--outcome", "accept,reject");
        await using SendClient client = new(receiver.Url);
        MessageSender sender = client.GetMessageSender("orders", new SenderOptions { ReceiveSettleMode = ReceiverSettleMode.Second });

        IReadOnlyList<SendOutcome> outcomes = await sender.SendAllForOutcomesAsync([new AmqpMessage { Value = 1 }, new AmqpMessage { Value = 2 }]);

        Assert.Equal([SendOutcomeKind.Accepted, SendOutcomeKind.Rejected], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(ReceiverSettleMode.Second, sender.Attachment!.ReceiveSettleMode);
        await receiver.ReadSettledAsync();
        await receiver.ReadSettledAsync();
    }
}
