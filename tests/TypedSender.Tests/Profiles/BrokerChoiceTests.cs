using TypedSender.Testing;
using static TypedSender.AmqpBrokerKind;

namespace TypedSender.Tests.Profiles;

/// <summary>Who names the broker, what comes before what, and what a sender then does differently.</summary>
public sealed class BrokerChoiceTests
{
    private const int Many = 5000;

    /// <summary>The option of the sender, the option of the client, and whose profile is in effect where the interface names Service Bus, and where it names none.</summary>
    public static TheoryData<AmqpBrokerKind?, AmqpBrokerKind?, AmqpBrokerKind, AmqpBrokerKind> Choices => new()
    {
        { null, null, ServiceBus, Generic },
        { null, EventHubs, EventHubs, EventHubs },
        { null, Generic, Generic, Generic },
        { EventHubs, null, EventHubs, EventHubs },
        { EventHubs, Generic, EventHubs, EventHubs },
        { Generic, EventHubs, Generic, Generic },
        { Generic, null, Generic, Generic },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task The_nearer_choice_wins_in_each_effect(AmqpBrokerKind? ofSender, AmqpBrokerKind? ofClient, AmqpBrokerKind marked, AmqpBrokerKind unmarked)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url, options => options.Broker = ofClient);
        SenderOptions? options = ofSender is null ? null : new SenderOptions { Broker = ofSender };
        IServiceBusNotes sender = client.GetSender<IServiceBusNotes>(options);
        IUnmarkedNotes other = client.GetSender<IUnmarkedNotes>(options);

        Assert.Equal(EffectsOf(marked), await ObserveAsync(queue, note => sender.TellAsync(note), notes => sender.TellAllAsync(notes)));
        Assert.Equal(EffectsOf(unmarked), await ObserveAsync(queue, note => other.TellAsync(note), notes => other.TellAllAsync(notes)));
    }

    [Fact]
    public async Task The_text_of_a_rejection_says_what_the_broker_means_by_it()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        queue.SettleNext(Settlement.Reject("amqp:resource-limit-exceeded", "full"), Settlement.Reject("amqp:resource-limit-exceeded", "full"));

        SendOutcome quota = await client.GetSender<IServiceBusNotes>().TellAsync(new Note("a")).Within();
        SendOutcome load = await client.GetSender<IUnmarkedNotes>().TellAsync(new Note("a")).Within();

        Assert.Equal(SendOutcomeKind.Rejected, quota.Kind);
        Assert.Equal("amqp:resource-limit-exceeded", quota.Error!.Condition.Value);
        Assert.Equal("Rejected: amqp:resource-limit-exceeded: full", quota.ToString());
        Assert.Equal(
            "The peer rejected the message to 'notes': amqp:resource-limit-exceeded: full. It was not stored. Correct the message: the same one will be rejected again.",
            Assert.Throws<SendException>(quota.EnsureSuccess).Message);
        Assert.Equal(
            "The peer rejected the message: amqp:resource-limit-exceeded: full. It was not stored. Send it again later: the condition is one of load.",
            Assert.Throws<SendException>(load.EnsureSuccess).Message);
    }

    /// <summary>A refused link and a closed connection, in what the retry policy is asked.</summary>
    [Theory]
    [InlineData(null, false)]
    [InlineData(EventHubs, true)]
    public async Task A_refused_link_and_a_refused_connection_mean_what_the_broker_means(AmqpBrokerKind? kind, bool isTransient)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        broker.RefuseNextConnections(1, "com.example:odd");
        queue.RefuseNextLinks(1, "com.example:odd");
        await using var client = new SendClient(broker.Url, options => (options.Broker, options.RetryPolicy) = (kind, AmqpRetryPolicy.None));
        IUnmarkedNotes notes = client.GetSender<IUnmarkedNotes>();

        SendOutcome connection = await notes.TellAsync(new Note("a")).Within();
        SendOutcome link = await notes.TellAsync(new Note("a")).Within();

        Assert.Equal((SendReason.ConnectionFailed, isTransient), (connection.Reason, connection.IsTransient));
        Assert.Equal((SendReason.AddressRefused, isTransient), (link.Reason, link.IsTransient));
    }

    [Fact]
    public async Task An_envelope_for_Event_Hubs_is_cut_by_its_partition_key_and_not_by_its_group()
    {
        Routed[] routed = [new(1, "a", "k"), new(2, "b", "k"), new(3, "b", "l"), new(4, "b", "l")];
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);

        await client.GetSender<IServiceBusNotes>().TellRoutedAsync(routed).Within();
        Assert.Equal([1, 1, 2], queue.Messages.Select(message => message.Unpack().Count));
        queue.Clear();
        await client.GetSender<IServiceBusNotes>(new SenderOptions { Broker = EventHubs }).TellRoutedAsync(routed).Within();
        Assert.Equal([2, 2], queue.Messages.Select(message => message.Unpack().Count));
    }

    /// <summary>A message of its own leaves the same bytes, whatever is known of the broker.</summary>
    [Fact]
    public async Task No_choice_changes_a_byte_of_a_message()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        foreach (BrokerProfile profile in BrokerProfiles.All)
        {
            await using var client = new SendClient(broker.Url, options => options.Broker = profile.Kind);
            Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());
        }

        Assert.Equal(7, queue.Count);
        Assert.Single(queue.Messages.Select(message => Convert.ToHexString(message.Bytes.Span)).Distinct());
    }

    /// <summary>Whether an unknown condition and a quota pass by themselves, and how many envelopes hold <see cref="Many"/> messages: all of it differs among these three.</summary>
    private static (bool Unknown, bool Quota, int Envelopes) EffectsOf(AmqpBrokerKind kind) => kind switch
    {
        Generic => (false, true, 2),
        ServiceBus => (true, false, 2),
        _ => (true, false, 1),
    };

    private static async Task<(bool Unknown, bool Quota, int Envelopes)> ObserveAsync(
        BrokerQueue queue, Func<Note, Task<SendOutcome>> send, Func<IReadOnlyList<Note>, Task<IReadOnlyList<SendOutcome>>> sendAll)
    {
        queue.SettleNext(Settlement.Reject("com.example:odd"), Settlement.Reject("amqp:resource-limit-exceeded"));
        SendOutcome unknown = await send(new Note("a")).Within();
        SendOutcome quota = await send(new Note("a")).Within();
        Assert.Equal((SendOutcomeKind.Rejected, SendOutcomeKind.Rejected), (unknown.Kind, quota.Kind));
        queue.Clear();
        Assert.All(await sendAll([.. Enumerable.Range(0, Many).Select(number => new Note($"{number}"))]).Within(), outcome => Assert.True(outcome.IsSuccess));
        return (unknown.IsTransient, quota.IsTransient, queue.Count);
    }
}
