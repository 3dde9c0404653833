using TypedSender.Amqp;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>
/// RabbitMQ ends the session of a link that asks for receiver-settle-mode second, and keeps no unsettled deliveries: there a sender that would resume is one that does not.
/// </summary>
[Collection(RabbitMqRecoveryCollection.Name)]
public class RabbitMqResumeTests
{
    private static ReadOnlySpan<byte> TransferDescriptor => [0x00, 0x53, 0x14];

    [RabbitMqFact]
    public async Task A_sender_that_would_resume_falls_back_and_works_before_and_after_the_loss_of_its_connection()
    {
        int[] ports = FreePort.Find(3);
        await using RabbitMqHome home = new(ports[0]);
        await using RabbitMqNode node = new(home, "resumed", ports[1], ports[2]);
        await node.StartAsync();
        await node.DeclareQueueAsync("resumed");
        EventLog<byte[]> written = new();
        await using SendClient client = new(node.Url, options => options.ConnectStream = async (_, _) =>
        {
            UserStream stream = await UserStream.ConnectAsync(node.Port);
            stream.OnWrite = (inner, bytes) =>
            {
                written.Add(bytes.ToArray());
                return inner.WriteAsync(bytes);
            };
            return stream;
        });
        ITestSender other = client.GetSender<ITestSender>(new SenderOptions { Address = "/amq/queue/resumed" });
        int attachments = 0;
        client.GetMessageSender(other).Attached += (_, _) => attachments++;
        await other.SendAsync(new Small(0)).Within();

        ITestSender[] senders =
        [
            client.GetSender<ITestSender>(new SenderOptions { Address = "/amq/queue/resumed", Resume = true }),
            client.GetSender<ITestSender>(new SenderOptions { Address = "/amq/queue/resumed", Resume = true, ReceiveSettleMode = ReceiverSettleMode.First }),
        ];
        foreach (ITestSender sender in senders)
        {
            await sender.SendAsync(new Small(1)).Within();
            SenderAttachment attachment = client.GetMessageSender(sender).Attachment!;
            Assert.Equal((ReceiverSettleMode.First, false), (attachment.ReceiveSettleMode, attachment.IsResumed));
        }

        Assert.Equal(1, attachments);
        await node.FreezeAsync();
        int before = CountTransfers(written.Items);
        Task<SendOutcome>[] inDoubt = [.. senders.Select(sender => sender.SendForOutcomeAsync(new Small(2)).AsTask())];
        await written.WaitForAsync(writes => CountTransfers(writes) == before + senders.Length);
        await node.KillAsync();
        await node.StartAsync();

        Assert.All(await Task.WhenAll(inDoubt).Within(), outcome => Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.ConnectionLost), (outcome.Kind, outcome.Reason)));
        foreach (ITestSender sender in senders)
        {
            await sender.SendAsync(new Small(3)).Within();
            Assert.False(client.GetMessageSender(sender).Attachment!.IsResumed);
        }
    }

    [RabbitMqFact]
    public async Task A_mode_that_was_set_is_refused_and_the_error_says_why()
    {
        int[] ports = FreePort.Find(3);
        await using RabbitMqHome home = new(ports[0]);
        await using RabbitMqNode node = new(home, "second", ports[1], ports[2]);
        await node.StartAsync();
        await node.DeclareQueueAsync("second");
        await using SendClient client = new(node.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = "second", Resume = true, ReceiveSettleMode = ReceiverSettleMode.Second });

        SendOutcome outcome = (await sender.SendAllAsync([new Small(1)]).Within())[0];

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused), (outcome.Kind, outcome.Reason));
        Assert.Contains("amqp:not-implemented: rcv-settle-mode second not supported", outcome.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await node.CountAsync("second"));
    }

    private static int CountTransfers(IReadOnlyList<byte[]> writes) => writes.Sum(static bytes => bytes.AsSpan().Count(TransferDescriptor));
}
