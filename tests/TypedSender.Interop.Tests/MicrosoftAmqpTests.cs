using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>
/// Receivers of Microsoft.Azure.Amqp at the in-process broker. They dispose of a message as Azure Service Bus does in peek-lock: the outcome goes out unsettled, and disposing
/// has ended when the sender settles with that outcome.
/// </summary>
public class MicrosoftAmqpTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Outcomes => new("accepted", "rejected", "released", "modified", "modified, undeliverable here");

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Disposing_ends_with_the_outcome_that_was_given(string name)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = await FillAsync(broker, count: 1);
        await using Receiver receiver = await Receiver.OpenAsync(broker);
        AmqpMessage message = await receiver.Link.ReceiveMessageAsync(Bound);
        Outcome given = MakeOutcome(name, "no such order");

        Outcome told = await receiver.Link.DisposeMessageAsync(message.DeliveryTag, given, batchable: false, Bound);

        Assert.Equal(given.DescriptorCode, told.DescriptorCode);
        Assert.Equal((given as Rejected)?.Error?.Description, (told as Rejected)?.Error?.Description);
        Assert.Equal((given as Modified)?.UndeliverableHere, (told as Modified)?.UndeliverableHere);
        if (name is "released" or "modified")
        {
            AmqpMessage again = await receiver.Link.ReceiveMessageAsync(Bound);
            await receiver.Link.DisposeMessageAsync(again.DeliveryTag, AmqpConstants.AcceptedOutcome, batchable: false, Bound);
        }

        // One that is undeliverable here waits for another receiver.
        Assert.Equal(name == "modified, undeliverable here" ? 1 : 0, queue.Count);
    }

    [Fact]
    public async Task A_reason_longer_than_the_receivers_frames_is_left_out_and_the_outcome_told()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await FillAsync(broker, count: 1);
        await using Receiver receiver = await Receiver.OpenAsync(broker, maxFrameSize: 512);
        AmqpMessage message = await receiver.Link.ReceiveMessageAsync(Bound);

        // Longer than what it takes itself, as it may be for a peer that takes more.
        Outcome told = await receiver.Link.DisposeMessageAsync(message.DeliveryTag, MakeOutcome("rejected", new string('x', 5000)), batchable: false, Bound);

        Assert.Null(Assert.IsType<Rejected>(told).Error);
    }

    [Fact]
    public async Task Many_are_disposed_of_at_a_time()
    {
        const int Count = 500;
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = await FillAsync(broker, Count);
        await using Receiver receiver = await Receiver.OpenAsync(broker);
        List<Task<Outcome>> disposing = [];
        for (int index = 0; index < Count; index++)
        {
            AmqpMessage message = await receiver.Link.ReceiveMessageAsync(Bound);
            disposing.Add(receiver.Link.DisposeMessageAsync(message.DeliveryTag, AmqpConstants.AcceptedOutcome, batchable: true, Bound));
        }

        Assert.All(await Task.WhenAll(disposing), told => Assert.Equal(Accepted.Code, told.DescriptorCode));
        Assert.Equal(0, queue.Count);
    }

    private static async Task<BrokerQueue> FillAsync(InProcessBroker broker, int count)
    {
        BrokerQueue queue = broker.CreateQueue("interop");
        await using SendClient client = new(broker.Url);
        await client.GetSender<ITestSender>().SendAllAsync([.. Enumerable.Range(0, count).Select(number => new Small(number))]);
        return queue;
    }

    private static Outcome MakeOutcome(string name, string reason) => name switch
    {
        "accepted" => new Accepted(),
        "rejected" => new Rejected { Error = new Error { Condition = "test:refused", Description = reason } },
        "released" => new Released(),
        "modified" => new Modified { DeliveryFailed = true },
        _ => new Modified { DeliveryFailed = true, UndeliverableHere = true },
    };

    /// <summary>A link that receives from the queue, on a connection of its own.</summary>
    private sealed class Receiver(AmqpConnection connection, ReceivingAmqpLink link) : IAsyncDisposable
    {
        public ReceivingAmqpLink Link { get; } = link;

        public static async Task<Receiver> OpenAsync(InProcessBroker broker, uint maxFrameSize = 65536)
        {
            AmqpVersion version = new(1, 0, 0);
            SaslTransportProvider sasl = new() { Versions = { version } };
            sasl.AddHandler(new SaslAnonymousHandler());
            AmqpSettings settings = new() { TransportProviders = { sasl, new AmqpTransportProvider { Versions = { version } } } };
            AmqpTransportInitiator initiator = new(settings, new TcpTransportSettings { Host = "127.0.0.1", Port = broker.Port });
            TransportBase transport = await initiator.ConnectTaskAsync(Bound);
            AmqpConnection connection = new(transport, settings, new AmqpConnectionSettings { ContainerId = "receiver", HostName = "127.0.0.1", MaxFrameSize = maxFrameSize });
            await connection.OpenAsync(Bound);
            AmqpSession session = connection.CreateSession(new AmqpSessionSettings());
            await session.OpenAsync(Bound);
            ReceivingAmqpLink link = new(session, new AmqpLinkSettings
            {
                LinkName = "receiver",
                Role = true,
                TotalLinkCredit = 100,
                AutoSendFlow = true,
                SettleType = SettleMode.SettleOnDispose,
                Source = new Source { Address = "interop" },
                Target = new Target(),
            });
            await link.OpenAsync(Bound);
            return new Receiver(connection, link);
        }

        public async ValueTask DisposeAsync() => await connection.CloseAsync(Bound);
    }
}
