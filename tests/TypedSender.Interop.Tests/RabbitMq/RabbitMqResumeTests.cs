using TypedSender.Interop.Tests.Contracts;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>RabbitMQ settles first and keeps no unsettled deliveries: a link that would be resumed asks for the mode second, which it refuses.</summary>
[Collection(RabbitMqRecoveryCollection.Name)]
public class RabbitMqResumeTests
{
    [RabbitMqFact]
    public async Task A_sender_that_would_resume_is_refused_and_the_error_says_why()
    {
        int[] ports = FreePort.Find(3);
        await using RabbitMqHome home = new(ports[0]);
        await using RabbitMqNode node = new(home, "resumed", ports[1], ports[2]);
        await node.StartAsync();
        await node.DeclareQueueAsync("resumed");
        await using SendClient client = new(node.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = "resumed", Resume = true });

        SendOutcome outcome = (await sender.SendAllAsync([new Small(1)]).Within())[0];

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused), (outcome.Kind, outcome.Reason));
        Assert.Contains("amqp:not-implemented: rcv-settle-mode second not supported", outcome.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await node.CountAsync("resumed"));
    }
}
