using Azure.Messaging.ServiceBus;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

public sealed class ReceivingTests
{
    [Fact]
    public async Task Messages_that_are_received_and_deleted_are_gone()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await using ServiceBusReceiver receiver = scene.Client.CreateReceiver("orders", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        await scene.SendAsync("one");

        ServiceBusReceivedMessage message = await receiver.ReceiveMessageAsync();

        Assert.Equal(("one", 1), (message.Body.ToString(), message.DeliveryCount));
        Assert.Equal(0, scene.Queue.Count);
    }

    [Fact]
    public async Task Several_messages_are_received_at_once()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await scene.SendAsync("one", "two", "three");
        List<string> received = [];

        while (received.Count < 3)
        {
            IReadOnlyList<ServiceBusReceivedMessage> messages = await scene.Receiver.ReceiveMessagesAsync(10).Within();
            received.AddRange(messages.Select(message => message.Body.ToString()));
            await Task.WhenAll(messages.Select(message => scene.Receiver.CompleteMessageAsync(message)));
        }

        Assert.Equal(["one", "two", "three"], received);
        Assert.Equal(0, scene.Queue.Count);
    }

    [Fact]
    public async Task Messages_are_received_as_a_stream()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await scene.SendAsync("one", "two");
        List<string> received = [];
        using CancellationTokenSource bound = new(TimeSpan.FromMinutes(1));

        await foreach (ServiceBusReceivedMessage message in scene.Receiver.ReceiveMessagesAsync(bound.Token))
        {
            received.Add(message.Body.ToString());
            if (received.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(["one", "two"], received);
    }

    [Fact]
    public async Task A_receiver_may_fetch_ahead()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await using ServiceBusReceiver receiver = scene.Client.CreateReceiver("orders", new ServiceBusReceiverOptions { PrefetchCount = 10 });
        await scene.SendAsync("one", "two", "three");

        for (int number = 1; number <= 3; number++)
        {
            ServiceBusReceivedMessage message = await receiver.ReceiveMessageAsync().Within();
            Assert.Equal(number, message.SequenceNumber);
            await receiver.CompleteMessageAsync(message);
        }

        Assert.Equal(0, scene.Queue.Count);
    }

    [Fact]
    public async Task A_message_of_several_frames_is_received_and_completed()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        byte[] bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        await scene.Sender.SendMessageAsync(new ServiceBusMessage(bytes));

        ServiceBusReceivedMessage message = await scene.ReceiveAsync();
        await scene.Receiver.CompleteMessageAsync(message);

        Assert.Equal(bytes, message.Body.ToArray());
        Assert.Equal(0, scene.Queue.Count);
    }

    [Fact]
    public async Task Nothing_comes_from_an_empty_queue_before_the_wait_ends()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();

        Assert.Null(await scene.Receiver.ReceiveMessageAsync(TimeSpan.FromMilliseconds(50)));
        Assert.Empty(await scene.Receiver.ReceiveMessagesAsync(5, TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task A_processor_handles_messages_and_completes_them()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await using ServiceBusProcessor processor = scene.Client.CreateProcessor("orders");
        TaskCompletionSource<string> handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        processor.ProcessMessageAsync += args =>
        {
            handled.TrySetResult(args.Message.Body.ToString());
            return Task.CompletedTask;
        };
        processor.ProcessErrorAsync += args =>
        {
            handled.TrySetException(args.Exception);
            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync();
        await scene.SendAsync("one");

        Assert.Equal("one", await handled.Task.Within());
        await processor.StopProcessingAsync().Within();
        Assert.Equal(0, scene.Queue.Count);
    }

    [Fact]
    public async Task A_processor_abandons_what_its_handler_fails_at()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await using ServiceBusProcessor processor = scene.Client.CreateProcessor("orders");
        TaskCompletionSource<int> handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        processor.ProcessMessageAsync += args =>
        {
            if (args.Message.DeliveryCount == 1)
            {
                throw new InvalidOperationException("This one fails.");
            }

            handled.TrySetResult(args.Message.DeliveryCount);
            return Task.CompletedTask;
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();
        await scene.SendAsync("one");

        Assert.Equal(2, await handled.Task.Within());
        await processor.StopProcessingAsync().Within();
        Assert.Equal(0, scene.Queue.Count);
    }
}
