using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>Each verdict as qpid-proton gives it, in both shapes of method.</summary>
public class OutcomesTests
{
    [ProtonFact]
    public async Task Each_verdict_comes_back_to_the_message_it_is_about()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 8, "--outcome", "accept,reject,release,modify");
        await using SendClient client = new(receiver.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<ITestSender>().SendAllAsync([.. Enumerable.Range(0, 8).Select(number => new Small(number))]);

        SendOutcomeKind[] kinds = [SendOutcomeKind.Accepted, SendOutcomeKind.Rejected, SendOutcomeKind.Released, SendOutcomeKind.Modified];
        Assert.Equal([.. kinds, .. kinds], outcomes.Select(outcome => outcome.Kind));
        SendOutcome rejected = outcomes[1];
        Assert.Equal("test:refused", rejected.Error?.Condition.Value);
        Assert.Equal("this receiver refuses on request", rejected.Error?.Description);
        SendOutcome modified = outcomes[3];
        Assert.True(modified.DeliveryFailed);
        Assert.True(modified.UndeliverableHere);
        Assert.Equal("asked to", modified.MessageAnnotations?[new TypedSender.Amqp.AmqpSymbol("x-opt-why")]);
    }

    [ProtonFact]
    public async Task A_method_without_an_outcome_throws_for_a_rejected_message()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1, "--outcome", "reject");
        await using SendClient client = new(receiver.Url);

        SendException exception = await Assert.ThrowsAsync<SendException>(
            async () => await client.GetSender<ITestSender>().SendAsync(new Small(1)));

        Assert.Equal(SendReason.Rejected, exception.Reason);
        Assert.Equal("test:refused", exception.Condition);
        Assert.Contains("this receiver refuses on request", exception.Message);
    }

    [ProtonFact]
    public async Task A_message_sent_settled_has_no_verdict()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1);
        await using SendClient client = new(receiver.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });

        SendOutcome outcome = await sender.SendForOutcomeAsync(new Small(1));
        ProtonMessage message = await receiver.ReadMessageAsync();

        Assert.Equal(SendOutcome.Unconfirmed, outcome);
        Assert.True(message.Settled);
    }

    [ProtonFact]
    public async Task A_refused_link_says_so_once_and_clearly()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1, "--refuse", "amqp:not-found");
        await using SendClient client = new(receiver.Url);

        SendOutcome outcome = await client.GetSender<ITestSender>().SendForOutcomeAsync(new Small(1));

        Assert.Equal(SendOutcomeKind.NotSent, outcome.Kind);
        Assert.Equal(SendReason.AddressRefused, outcome.Reason);
        Assert.Equal("amqp:not-found", outcome.Error?.Condition.Value);
    }

    [ProtonFact]
    public async Task The_link_carries_the_address_and_what_the_interface_says()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1);
        await using SendClient client = new(receiver.Url);

        await client.GetSender<ITestSender>(new SenderOptions { Address = "elsewhere" }).SendAsync(new Small(1));
        var attach = await receiver.ReadAttachAsync();

        Assert.Equal("elsewhere", attach.GetProperty("target").GetString());
        Assert.Equal(
            ProtonValue.Map((ProtonValue.Symbol("test:number"), ProtonValue.Int(5)), (ProtonValue.Symbol("test:text"), ProtonValue.String("five"))),
            ProtonValue.Parse(attach.GetProperty("properties")));
    }
}
