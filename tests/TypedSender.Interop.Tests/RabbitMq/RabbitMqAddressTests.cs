using TypedSender.Interop.Tests.Contracts;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>The forms of addresses in docs/brokers.md, as far as this RabbitMQ has them (version 1).</summary>
[Collection(RabbitMqCollection.Name)]
public class RabbitMqAddressTests(RabbitMqBroker broker)
{
    [RabbitMqFact]
    public async Task Each_form_leads_where_the_page_says()
    {
        string name = Guid.NewGuid().ToString("N");
        await broker.Node.DeclareQueueAsync(name);
        await broker.Node.BindAsync(name, "amq.topic", $"topic.{name}");
        await broker.Node.BindAsync(name, "amq.direct", $"direct.{name}");
        await broker.Node.BindAsync(name, "amq.direct", "by method");
        string[] addresses = [$"/amq/queue/{name}", $"/exchange/amq.direct/direct.{name}", $"/topic/topic.{name}"];

        await using SendClient client = new(broker.Url);
        foreach (string address in addresses)
        {
            Assert.Equal(SendOutcome.Accepted, await client.GetSender<ITestSender>(new SenderOptions { Address = address }).SendForOutcomeAsync(new Small(1)));
        }

        // The method says the subject "by method".
        await AllSectionsSample.SendAsync(client.GetSender<ITestSender>(new SenderOptions { Address = "/exchange/amq.direct" }), seconds: 600);
        Assert.Equal(addresses.Length + 1, await broker.Node.CountAsync(name));
    }

    [RabbitMqFact]
    public async Task Two_forms_make_the_queue_that_is_missing_and_refuse_one_that_is_durable()
    {
        (string bare, string named, string durable) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        await broker.Node.DeclareQueueAsync(durable);

        await using SendClient client = new(broker.Url);
        foreach (string address in new[] { bare, $"/queue/{named}" })
        {
            Assert.Equal(SendOutcome.Accepted, await client.GetSender<ITestSender>(new SenderOptions { Address = address }).SendForOutcomeAsync(new Small(1)));
        }

        Assert.Equal((1, 1), (await broker.Node.CountAsync(bare), await broker.Node.CountAsync(named)));
        Assert.Equal((false, false), (await broker.Node.IsDurableAsync(bare), await broker.Node.IsDurableAsync(named)));
        foreach (string address in new[] { durable, $"/queue/{durable}" })
        {
            SendOutcome refused = await client.GetSender<ITestSender>(new SenderOptions { Address = address }).SendForOutcomeAsync(new Small(1));
            Assert.Equal((SendReason.AddressRefused, "amqp:precondition-failed"), (refused.Reason, refused.Error?.Condition.Value));
        }
    }

    [RabbitMqFact]
    public async Task What_is_routed_to_no_queue_is_accepted_and_dropped()
    {
        await using SendClient client = new(broker.Url);
        foreach (string address in new[] { "/amq/queue/none", "/exchange/amq.direct/none", "/topic/none" })
        {
            Assert.Equal(SendOutcome.Accepted, await client.GetSender<ITestSender>(new SenderOptions { Address = address }).SendForOutcomeAsync(new Small(1)));
        }

        Assert.Equal(0, await broker.Node.CountQueuesAsync("none"));
    }
}
