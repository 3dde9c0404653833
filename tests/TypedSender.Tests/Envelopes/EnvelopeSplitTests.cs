using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Envelopes;

/// <summary>Where one envelope ends and the next begins.</summary>
public sealed class EnvelopeSplitTests
{
    private const uint EnvelopeFormat = 0x8001_3700;

    // A note of so many characters, and its data section, have as many bytes more.
    private const int NoteOverhead = 14;
    private const int SectionOverhead = 5;

    [Fact]
    public async Task An_envelope_of_exactly_the_limit_goes_out_and_one_byte_more_makes_its_last_message_a_plain_one()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        Note[] notes = [.. Enumerable.Repeat(new Note(new string('x', 50)), 10)];
        int whole = notes.Length * (50 + NoteOverhead + SectionOverhead);

        Assert.Equal([whole], await SizesAsync(queue, broker.Url, whole, notes));
        Assert.Equal([whole - (whole / 10), 50 + NoteOverhead], await SizesAsync(queue, broker.Url, whole - 1, notes));
        Assert.Equal([EnvelopeFormat, EnvelopeFormat, 0], queue.Messages.Select(message => message.MessageFormat));
    }

    [Fact]
    public async Task Every_envelope_is_as_full_as_its_limit_allows()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        var random = new Random(20_260);
        for (int round = 0; round < 60; round++)
        {
            int limit = random.Next(700, 3000);
            Note[] notes = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => new Note(new string('y', random.Next(0, 600))))];

            int[] sizes = await SizesAsync(queue, broker.Url, limit, notes);

            Assert.Equal(notes.Select(note => note.Text), queue.Messages.TakeLast(sizes.Length).SelectMany(message => message.Unpack()).Select(TextOf));
            int next = 0;
            foreach (BrokerMessage message in queue.Messages.TakeLast(sizes.Length))
            {
                int count = message.Unpack().Count;
                int packed = notes[next..(next + count)].Sum(SectionSize);
                next += count;
                Assert.Equal(count == 1 ? 0 : EnvelopeFormat, message.MessageFormat);
                Assert.True(message.Bytes.Length <= limit, $"{message.Bytes.Length} > {limit}");
                Assert.True(count == 1 || message.Bytes.Length == packed, $"{message.Bytes.Length} are not {packed}");
                Assert.True(next == notes.Length || packed + SectionSize(notes[next]) > limit, $"{packed} of {limit}, and {SectionSize(notes[next % notes.Length])} would have fitted");
            }
        }
    }

    [Fact]
    public async Task No_more_messages_than_the_method_says_are_in_one()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);

        await client.GetSender<IEnvelopeSender>().TellPairsAsync([new("a"), new("b"), new("c"), new("d"), new("e")]).Within();

        Assert.Equal(["ab", "cd", "e"], queue.Messages.Select(message => string.Concat(message.Unpack().Select(TextOf))));
        Assert.Equal([EnvelopeFormat, EnvelopeFormat, 0], queue.Messages.Select(message => message.MessageFormat));
    }

    [Fact]
    public async Task Unless_the_method_says_otherwise_an_envelope_holds_4500_messages_as_Service_Bus_takes_them()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        IEnvelopeSender notes = client.GetSender<IEnvelopeSender>();
        Note[] sent = [.. Enumerable.Range(0, 20_000).Select(number => new Note($"{number}"))];

        Assert.All(await notes.TellAllAsync(sent).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal([4500, 4500, 4500, 4500, 2000], queue.Messages.Select(message => message.Unpack().Count));
        Assert.Equal(sent.Select(note => note.Text), queue.Messages.SelectMany(message => message.Unpack()).Select(TextOf));

        await notes.TellManyAsync(sent).Within();
        Assert.Equal(20_000, queue.Messages[^1].Unpack().Count);
    }

    [Theory]
    [InlineData(0, null, 1000)]
    [InlineData(990, null, 990)]
    [InlineData(0, 980L, 980)]
    [InlineData(970, 980L, 970)]
    [InlineData(2000, 3000L, 1000)]
    public async Task The_smallest_limit_holds(long peers, long? own, int limit)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { MaxMessageSize = peers });
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        IEnvelopeSender notes = client.GetSender<IEnvelopeSender>(new SenderOptions { MaxMessageSize = own });

        await notes.TellShortAsync([.. Enumerable.Repeat(new Note(""), 1000)]).Within();

        int each = NoteOverhead + SectionOverhead;
        Assert.All(queue.Messages.SkipLast(1), message => Assert.Equal(limit / each * each, message.Bytes.Length));
        Assert.Equal(1000, queue.Messages.Sum(message => message.Unpack().Count));
    }

    [Fact]
    public async Task Without_a_limit_an_envelope_is_filled_up_to_a_mebibyte_and_a_larger_message_is_a_plain_one()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        Blob small = new(new byte[1000]);
        Blob large = new(new byte[2 * 1024 * 1024]);

        await client.GetSender<IEnvelopeSender>().TellBlobsAsync([.. Enumerable.Repeat(small, 1500), large, small]).Within();

        Assert.Equal([1017, 483, 1, 1], queue.Messages.Select(message => message.Unpack().Count));
        Assert.Equal([EnvelopeFormat, EnvelopeFormat, 0, 0], queue.Messages.Select(message => message.MessageFormat));
        Assert.Equal(large.Data.ToArray(), ((AmqpMap)queue.Messages[2].Unpack()[0].Value!)["Data"]);
    }

    /// <summary>The size at which Service Bus begins to refuse an envelope of one, and those around it: a blob has 23 bytes more, and 8 in a section.</summary>
    [Theory]
    [InlineData(1_048_536 - 23)]
    [InlineData(1_048_568 - 23)]
    [InlineData(1_048_569 - 23)]
    [InlineData(1_048_576 - 23)]
    [InlineData(1_048_577 - 23)]
    public async Task A_message_about_as_large_as_an_envelope_is_a_plain_one_and_its_neighbours_keep_their_order(int bytes)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        Blob[] blobs = [new(new byte[20]), new(new byte[30]), new(new byte[bytes]), new(new byte[40]), new(new byte[50])];

        Assert.All(await client.GetSender<IEnvelopeSender>().TellBlobsAsync(blobs).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));

        Assert.Equal([EnvelopeFormat, 0, EnvelopeFormat], queue.Messages.Select(message => message.MessageFormat));
        Assert.Equal(bytes + 23, queue.Messages[1].Bytes.Length);
        Assert.Equal(
            blobs.Select(blob => blob.Data.Length),
            queue.Messages.SelectMany(message => message.Unpack()).Select(message => ((byte[])((AmqpMap)message.Value!)["Data"]!).Length));
    }

    [Fact]
    public async Task A_message_larger_than_MaxBytes_is_a_plain_one()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>().TellShortAsync([new("a"), new("b"), new(new string('x', 5000)), new("c"), new("d")]).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal([EnvelopeFormat, 0, EnvelopeFormat], queue.Messages.Select(message => message.MessageFormat));
    }

    [Fact]
    public async Task The_head_of_the_first_message_counts()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        Routed[] routed = [.. Enumerable.Range(0, 20).Select(number => new Routed(number, "group"))];

        await client.GetSender<IEnvelopeSender>().TellRoutedAsync(routed).Within();
        int whole = queue.Messages[0].Bytes.Length;
        await client.GetSender<IEnvelopeSender>(new SenderOptions { MaxMessageSize = whole }).TellRoutedAsync(routed).Within();
        await client.GetSender<IEnvelopeSender>(new SenderOptions { MaxMessageSize = whole - 1 }).TellRoutedAsync(routed).Within();

        Assert.Equal([20, 20, 19, 1], queue.Messages.Select(message => message.Unpack().Count));
    }

    [Fact]
    public async Task Messages_that_are_routed_differently_are_in_different_envelopes()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);

        await client.GetSender<IEnvelopeSender>().TellRoutedAsync(
            [new(0), new(1), new(2, "g"), new(3, "g"), new(4, "h"), new(5, "h", "k"), new(6, "h", "k"), new(7, "h", "l"), new(8, null, "l"), new(9)]).Within();

        Assert.Equal(
            ["0,1", "2,3", "4", "5,6", "7", "8", "9"],
            queue.Messages.Select(message => string.Join(',', message.Unpack().Select(each => each.ApplicationProperties!["number"]))));
        Assert.All(queue.Messages, message =>
        {
            Assert.True(message.Message.Header!.Value.Durable);
            Assert.Equal(message.Unpack()[0].Properties?.GroupId, message.Message.Properties?.GroupId);
            Assert.Equal(message.Unpack()[0].MessageAnnotations?[new AmqpSymbol("x-opt-partition-key")], message.Message.MessageAnnotations?[new AmqpSymbol("x-opt-partition-key")]);
        });
    }

    private static async Task<int[]> SizesAsync(BrokerQueue queue, string url, long limit, Note[] notes)
    {
        int before = queue.Count;
        queue.MaxMessageSize = limit;
        await using var client = new SendClient(url);
        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>().TellAllAsync(notes).Within();
        Assert.Equal(Enumerable.Repeat(SendOutcome.Accepted, notes.Length), outcomes);
        return [.. queue.Messages.Skip(before).Select(message => message.Bytes.Length)];
    }

    private static string TextOf(AmqpMessage message) => (string)((AmqpMap)message.Value!)["Text"]!;

    /// <summary>From 256 characters, bytes of a map or bytes of a message on, a size takes four bytes in place of one.</summary>
    private static int SectionSize(Note note)
    {
        int text = note.Text.Length + (note.Text.Length > 255 ? 5 : 2);
        int content = text + 6;
        int map = content + (content + 1 > 255 ? 9 : 3);
        int message = map + 3;
        return message + (message > 255 ? 8 : 5);
    }
}
