using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Closing;

/// <summary>Calls that close one sender at once: they wait for one end, and tell the same of it.</summary>
public sealed class OverlappingClosingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_token_of_a_later_call_ends_the_draining_and_all_calls_tell_what_was_left(bool isAnonymous)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Credit = CreditPolicy.Once(0), AnonymousRelay = false });
        broker.CreateQueue("notes");
        await using SendClient client = new(broker.Url, options => options.DrainTimeout = Timeout.InfiniteTimeSpan);
        MessageSender sender = isAnonymous ? client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous }) : client.GetMessageSender("notes");
        AmqpMessage message = new() { Properties = new Properties { To = "notes" }, Value = 1 };
        Assert.True(sender.TryEnqueue(message, out _));
        Task<SendOutcome> send = sender.SendForOutcomeAsync(message).AsTask();
        await broker.GetQueue("notes").WaitForSendersAsync(1).Within();
        using CancellationTokenSource source = new();

        Task<SendCloseReport>[] closed = [sender.CloseAsync(), sender.CloseAsync(source.Token), sender.DetachAsync()];
        Assert.All(closed, each => Assert.False(each.IsCompleted));
        await source.CancelAsync();
        SendCloseReport[] reports = await Task.WhenAll(closed).Within();

        Assert.All(reports, report => Assert.Equal((2, 0), (report.NotSent, report.Indeterminate)));
        Assert.All(reports, report => Assert.Equal(1, Assert.Single(report.Queues).Count));
        Assert.Equal(SendReason.Closed, (await send.Within()).Reason);
        Assert.Equal((2, 0), ((await sender.CloseAsync().Within()).NotSent, (await sender.CloseAsync()).Queues.Count));
    }
}
