using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.Tests.Envelopes;

/// <summary>Limits of envelopes that the peer tells by its link properties, and those of a broker that takes no more.</summary>
public sealed class EnvelopePeerLimitTests
{
    // A note of one character, with its data section.
    private const int Each = 1 + 14 + 5;

    [Theory]
    [InlineData(10L * Each)]
    [InlineData(10 * Each)]
    [InlineData((uint)(10 * Each))]
    [InlineData((ulong)(10 * Each))]
    public async Task What_the_peers_link_tells_is_never_exceeded(object told)
    {
        await AssertCountsAsync([10, 10, 5], told, sender => sender.TellAllAsync(Notes(25)));
        await AssertCountsAsync([10, 10, 5], told, sender => sender.TellShortAsync(Notes(25)));
    }

    /// <summary>One that is larger than what is filled otherwise, and one that is none.</summary>
    [Fact]
    public async Task It_stands_in_place_of_a_mebibyte()
    {
        Note[] notes = Notes(60_000);

        await AssertCountsAsync([60_000], 2L * 1024 * 1024, sender => sender.TellManyAsync(notes));
        await AssertCountsAsync([1024 * 1024 / Each, 60_000 - (1024 * 1024 / Each)], 0L, sender => sender.TellManyAsync(notes));
        await AssertCountsAsync([1024 * 1024 / Each, 60_000 - (1024 * 1024 / Each)], "much", sender => sender.TellManyAsync(notes));
        await AssertCountsAsync([50, 10], 2L * 1024 * 1024, sender => sender.TellShortAsync(Notes(60)));
    }

    [Fact]
    public async Task The_smaller_of_it_and_the_largest_message_holds()
        => await AssertCountsAsync([5, 5], 10L * Each, sender => sender.TellAllAsync(Notes(10)), queue => queue.MaxMessageSize = 5 * Each);

    /// <summary>Service Bus takes no more than 4,500 messages and 1 MiB, whatever a method says.</summary>
    [Fact]
    public async Task A_broker_with_fixed_limits_gets_no_more_than_it_takes()
        => await AssertCountsAsync([4500, 4500, 1000], null, sender => sender.TellManyAsync(Notes(10_000)), broker: AmqpBrokerKind.ServiceBus);

    private static Note[] Notes(int count) => [.. Enumerable.Repeat(new Note("x"), count)];

    private static async Task AssertCountsAsync(
        int[] expected, object? told, Func<IEnvelopeSender, Task<IReadOnlyList<SendOutcome>>> send, Action<BrokerQueue>? configure = null, AmqpBrokerKind? broker = null)
    {
        await using InProcessBroker peer = await InProcessBroker.StartAsync();
        BrokerQueue queue = peer.CreateQueue("notes");
        queue.AttachResponse = new AttachResponse { Properties = told is null ? null : new AmqpMap { [new AmqpSymbol("com.microsoft:max-message-batch-size")] = told } };
        configure?.Invoke(queue);
        await using var client = new SendClient(peer.Url);
        Assert.All(await send(client.GetSender<IEnvelopeSender>(new SenderOptions { Broker = broker })).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(expected, queue.Messages.Select(message => message.Unpack().Count));
    }
}
