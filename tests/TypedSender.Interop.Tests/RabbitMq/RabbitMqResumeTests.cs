using System.Collections.Concurrent;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>RabbitMQ keeps no unsettled deliveries of a link that is lost: a sender that asks for it is not resumed, and says so.</summary>
[Collection(RabbitMqRecoveryCollection.Name)]
public class RabbitMqResumeTests
{
    [RabbitMqFact]
    public async Task A_sender_that_would_resume_falls_back_and_says_so()
    {
        int[] ports = FreePort.Find(3);
        await using RabbitMqHome home = new(ports[0]);
        await using RabbitMqNode node = new(home, "resumed", ports[1], ports[2]);
        await node.StartAsync();
        await node.DeclareQueueAsync("resumed");
        ConcurrentQueue<SenderAttachment> attachments = new();
        TaskCompletionSource second = Bounded.Signal();
        await using SendClient client = new(node.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = "resumed", Resume = true });
        client.GetMessageSender(sender).Attached += (_, attached) =>
        {
            attachments.Enqueue(attached.Attachment);
            if (attachments.Count == 2)
            {
                second.SetResult();
            }
        };
        Assert.Equal(SendOutcome.Accepted, (await sender.SendAllAsync([new Small(1)]).Within())[0]);

        // Sends go on until the connection is gone, so that some of them are in doubt.
        Task<IReadOnlyList<SendOutcome>>[] sending = [.. Enumerable.Range(0, 50).Select(number => sender.SendAllAsync([.. Enumerable.Range(0, 100).Select(each => new Small((number * 100) + each))]))];
        await node.CloseConnectionsAsync("resume");
        IReadOnlyList<SendOutcome>[] outcomes = await Task.WhenAll(sending).WaitAsync(TimeSpan.FromMinutes(1));
        await second.Task.Within();

        Assert.All(attachments, attachment => Assert.False(attachment.IsResumed));
        Assert.All(outcomes.SelectMany(static each => each), outcome => Assert.Contains(outcome.Kind, new[] { SendOutcomeKind.Accepted, SendOutcomeKind.Indeterminate }));
        int accepted = outcomes.Sum(static each => each.Count(static outcome => outcome.Kind == SendOutcomeKind.Accepted));
        Assert.InRange(await node.CountAsync("resumed"), accepted + 1, 5001);
        Assert.Equal(SendOutcome.Accepted, (await sender.SendAllAsync([new Small(2)]).Within())[0]);
    }
}
