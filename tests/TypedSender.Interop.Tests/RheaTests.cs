using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests;

/// <summary>Every shape of contract, as rhea decodes it.</summary>
public class RheaTests
{
    [RheaFact]
    public async Task Every_type_arrives_as_the_AMQP_type_it_maps_to()
    {
        await using RheaReceiver receiver = await RheaReceiver.ListenAsync(count: 2);
        await using SendClient client = new(receiver.Url);
        ITestSender sender = client.GetSender<ITestSender>();

        await sender.SendAsync(EveryTypeSample.Sent);
        await sender.SendAsync(new EveryType());

        Assert.Equal(EveryTypeSample.Body.Notation, (await receiver.ReadMessageAsync())["amqp-value"]?.Notation);
        Assert.Equal(Map(), (await receiver.ReadMessageAsync())["amqp-value"]);
    }

    [RheaFact]
    public async Task Every_section_holds_what_its_attributes_say()
    {
        await using RheaReceiver receiver = await RheaReceiver.ListenAsync(count: 1);
        await using SendClient client = new(receiver.Url);

        await AllSectionsSample.SendAsync(client.GetSender<ITestSender>());

        AllSectionsSample.AssertEqual(await receiver.ReadMessageAsync());
    }

    [RheaFact]
    public async Task A_list_is_accepted_one_by_one_and_a_large_message_whole()
    {
        byte[] bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);
        await using RheaReceiver receiver = await RheaReceiver.ListenAsync(count: 2001);
        await using SendClient client = new(receiver.Url);
        ITestSender sender = client.GetSender<ITestSender>();

        IReadOnlyList<SendOutcome> outcomes = await sender.SendAllAsync([.. Enumerable.Range(0, 2000).Select(number => new Small(number))]);
        await sender.SendAsync(new Large { Id = "large", Bytes = bytes });

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        for (int number = 0; number < 2000; number++)
        {
            Assert.Equal(Map((ProtonValue.String("Number"), Int(number))), (await receiver.ReadMessageAsync())["amqp-value"]);
        }

        Assert.Equal(Map((ProtonValue.String("Bytes"), Binary(bytes))).Notation, (await receiver.ReadMessageAsync())["amqp-value"]?.Notation);
    }

    [RheaFact]
    public async Task Each_message_of_an_envelope_is_what_it_is_alone()
    {
        await using RheaReceiver receiver = await RheaReceiver.ListenAsync(count: 2);
        await using SendClient client = new(receiver.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<ITestSender>().SendInEnvelopesAsync([EveryTypeSample.Sent, EveryTypeSample.Sent, EveryTypeSample.Sent]);

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.All(await receiver.ReadMessagesAsync(3), message => Assert.Equal(EveryTypeSample.Body.Notation, message["amqp-value"]?.Notation));
    }

    [RheaFact]
    public async Task A_message_sent_settled_arrives_settled()
    {
        await using RheaReceiver receiver = await RheaReceiver.ListenAsync(count: 1);
        await using SendClient client = new(receiver.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });

        SendOutcome outcome = await sender.SendForOutcomeAsync(new Small(1));

        Assert.Equal(SendOutcome.Unconfirmed, outcome);
        Assert.True((await receiver.ReadMessageAsync()).Settled);
    }
}
