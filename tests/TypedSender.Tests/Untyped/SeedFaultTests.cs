using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Untyped;

/// <summary>What uamqp does wrong with a message that it sends: each has a test here that would fail if it were done here.</summary>
public sealed class SeedFaultTests
{
    private readonly RecordingTransport _transport = new();
    private readonly MessageSender _sender;

    public SeedFaultTests() => _sender = TypedSenders.GetMessageSender(TypedSenders.Create<INoteSender>(_transport));

    /// <summary>uamqp writes footer and delivery-annotations between the application properties and the body.</summary>
    [Fact]
    public async Task Sections_stand_in_the_order_of_the_standard()
        => Assert.Equal([0x70ul, 0x71, 0x72, 0x73, 0x74, 0x75, 0x75, 0x75, 0x78], UntypedMessages.SectionsOf(await SendAsync(UntypedMessages.Full("several data"))));

    /// <summary>uamqp writes keys of annotations that are plain text as strings (0xA1).</summary>
    [Theory]
    [InlineData("DeliveryAnnotations", "delivery-annotations")]
    [InlineData("MessageAnnotations", "message-annotations")]
    [InlineData("Footer", "footer")]
    public void Keys_of_annotations_are_symbols_or_refused(string section, string name)
    {
        foreach (object wrong in (object[])["key", 1, 1L, Guid.Empty])
        {
            AmqpEncodeException thrown = Refuse(Annotate(section, wrong, 1));
            Assert.Equal($"{name}.{wrong}", thrown.Member);
            Assert.StartsWith($"The message cannot be encoded: section {name}, '{wrong}': the key is a {wrong.GetType().Name}", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("DeliveryAnnotations")]
    [InlineData("MessageAnnotations")]
    [InlineData("Footer")]
    public async Task Keys_of_annotations_are_written_as_symbols_and_ulongs(string section)
    {
        string ofSymbol = Convert.ToHexString(await SendAsync(Annotate(section, new AmqpSymbol("key"), 1)));
        string ofNumber = Convert.ToHexString(await SendAsync(Annotate(section, 5ul, 1)));

        Assert.Contains("A3036B65795401", ofSymbol, StringComparison.Ordinal);
        Assert.Contains("53055401", ofNumber, StringComparison.Ordinal);
    }

    /// <summary>uamqp sends application properties with keys and values of any type.</summary>
    [Fact]
    public void Application_properties_have_strings_as_keys_and_simple_values()
    {
        foreach (object wrong in (object[])[new AmqpSymbol("key"), 1, 5ul])
        {
            Assert.Contains("keys of application properties are strings", Refuse(new() { ApplicationProperties = new AmqpMap { [wrong] = 1 }, Value = 1 }).Message, StringComparison.Ordinal);
        }

        object[] compound =
        [
            new AmqpMap(), new Dictionary<string, object>(), new List<object?>(), new int[1], new AmqpArray(FormatCode.Int, [1]), new AmqpSymbol[1],
            new AmqpDescribed(1ul, new AmqpMap()), new AmqpDescribed(1ul, new AmqpDescribed(2ul, new List<object?>())),
        ];
        foreach (object wrong in compound)
        {
            AmqpEncodeException thrown = Refuse(new() { ApplicationProperties = new AmqpMap { ["right"] = 1, ["key"] = wrong }, Value = 1 });
            Assert.Equal("application-properties.key", thrown.Member);
            Assert.Contains("values of application properties are neither lists nor maps nor arrays", thrown.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>uamqp turns an id that is a number into an int, and one of bytes into a string.</summary>
    [Theory]
    [InlineData("ulong", "8000000001000000FF")]
    [InlineData("small ulong", "5307")]
    [InlineData("uuid", "9800000001000200030405060708090A0B")]
    [InlineData("binary", "A0020102")]
    [InlineData("string", "A1023432")]
    public async Task An_id_keeps_its_type(string type, string hex)
    {
        AmqpMessageId id = type switch
        {
            "ulong" => 0x1_0000_00FFul,
            "small ulong" => 7ul,
            "uuid" => new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            "binary" => new byte[] { 1, 2 },
            _ => "42",
        };

        byte[] bytes = await SendAsync(new() { Properties = new Properties { MessageId = id, CorrelationId = id }, Value = 1 });

        Properties read = AmqpMessage.Decode(bytes).Properties!.Value;
        Assert.Equal((id, id), (read.MessageId, read.CorrelationId));
        Assert.Equal(2, Convert.ToHexString(bytes).Split(hex).Length - 1);
    }

    /// <summary>uamqp writes a header with delivery-count 0 wherever one field of it is set.</summary>
    [Fact]
    public async Task Nothing_is_written_of_a_header_but_what_was_set()
    {
        Assert.Equal("005370C0020141" + "00537740", Convert.ToHexString(await SendAsync(new() { Header = new Header { Durable = true }, Value = null })));
        Assert.Equal("005370C0040240" + "5009" + "00537740", Convert.ToHexString(await SendAsync(new() { Header = new Header { Priority = 9 }, Value = null })));
        Assert.Equal("00537740", Convert.ToHexString(await SendAsync(new() { Value = null })));
    }

    /// <summary>uamqp widens an int that does not fit to long, and then to double.</summary>
    [Theory]
    [InlineData(1, "5401")]
    [InlineData(1L, "5501")]
    [InlineData(ulong.MaxValue, "80FFFFFFFFFFFFFFFF")]
    [InlineData((byte)1, "5001")]
    [InlineData((sbyte)1, "5101")]
    [InlineData(1f, "723F800000")]
    public async Task A_number_keeps_its_type(object number, string hex)
        => Assert.Equal("005374" + "C1" + (4 + (hex.Length / 2)).ToString("X2", null) + "02A1016B" + hex + "00537740", Convert.ToHexString(await SendAsync(new() { ApplicationProperties = new AmqpMap { ["k"] = number }, Value = null })));

    /// <summary>uamqp sends bytes as a string, and text that is forced into a list of both as a value.</summary>
    [Fact]
    public async Task Bytes_are_binary_wherever_they_stand()
    {
        byte[] bytes = [1, 2];

        Assert.Equal("005377A0020102", Convert.ToHexString(await SendAsync(new() { Value = bytes })));
        Assert.Equal("005374C10802A1016BA0020102" + "00537740", Convert.ToHexString(await SendAsync(new() { ApplicationProperties = new AmqpMap { ["k"] = bytes }, Value = null })));
        Assert.Equal("005376C00501A0020102", Convert.ToHexString(await SendAsync(new() { Sequences = [[bytes]] })));
    }

    /// <summary>uamqp marks a message as sent, and refuses it the next time.</summary>
    [Fact]
    public async Task A_message_is_a_plain_value_that_a_send_leaves_as_it_is()
    {
        AmqpMessage message = UntypedMessages.Full("sequence");
        byte[] before = message.ToBytes();
        _transport.RespondNext(SendOutcome.Released);

        Assert.Equal(SendOutcome.Released, await _sender.SendForOutcomeAsync(message).Within());
        Assert.Equal(SendOutcome.Accepted, await _sender.SendForOutcomeAsync(message).Within());

        Assert.Equal([before, before, before], [_transport.Messages[0].Bytes.ToArray(), _transport.Messages[1].Bytes.ToArray(), message.ToBytes()]);
    }

    /// <summary>uamqp finds out in C code that a value cannot be sent, and says "Operation failed".</summary>
    [Fact]
    public void What_cannot_be_sent_is_named_at_the_call()
    {
        AmqpEncodeException thrown = Refuse(new() { MessageAnnotations = new AmqpMap { [new AmqpSymbol("good")] = 1, [new AmqpSymbol("bad")] = new Version(1, 2) }, Value = 1 });

        Assert.Equal("message-annotations.bad", thrown.Member);
        Assert.Equal(
            "The message cannot be encoded: section message-annotations, 'bad': AMQP has no type for System.Version. Convert it to a number, a string, a Guid, a DateTimeOffset, bytes, a list, an AmqpMap or an AmqpDescribed.",
            thrown.Message);
        Assert.Contains("it has no body", Refuse(new() { Properties = new Properties { Subject = "s" } }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("message", () => { _ = _sender.SendAsync((AmqpMessage)null!); });
        Assert.Throws<ArgumentNullException>("message", () => { _ = _sender.SendForOutcomeAsync((AmqpMessage)null!); });
        Assert.Empty(_transport.Messages);
    }

    /// <summary>uamqp's batches begin their list again with each message, and send an empty batch for a first message that is too large.</summary>
    [Fact]
    public async Task A_list_in_envelopes_holds_each_message_once_and_tells_of_the_one_that_is_too_large()
    {
        _transport.MaxMessageSize = 1000;
        AmqpMessage[] messages = [new() { Data = [new byte[2000]] }, .. Enumerable.Range(0, 6).Select(number => new AmqpMessage { Value = number })];

        IReadOnlyList<SendOutcome> outcomes = await _sender.SendEnvelopesForOutcomesAsync(messages).Within();

        Assert.Equal(SendReason.MessageTooLarge, outcomes[0].Reason);
        Assert.All(outcomes.Skip(1), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal([0, 1, 2, 3, 4, 5], Assert.Single(_transport.Messages).Unpack().Select(message => (int)message.Value!));
    }

    /// <summary>uamqp forgets the bytes around each message: its batches of small ones exceed the limit by a third.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    public async Task No_envelope_is_larger_than_the_peer_takes(int size)
    {
        _transport.MaxMessageSize = 1000;

        await _sender.SendEnvelopesAsync([.. Enumerable.Range(0, 200).Select(_ => new AmqpMessage { Data = [new byte[size]] })]).Within();

        Assert.All(_transport.Messages, message => Assert.InRange(message.Bytes.Length, size, 1000));
        Assert.Equal(200, _transport.Messages.Sum(message => message.Unpack().Count));
    }

    /// <summary>uamqp takes a time without a zone for UTC.</summary>
    [Fact]
    public void A_time_without_a_zone_is_refused()
    {
        AmqpEncodeException thrown = Refuse(new() { ApplicationProperties = new AmqpMap { ["at"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified) }, Value = 1 });

        Assert.Equal("application-properties.at", thrown.Member);
    }

    /// <summary>uamqp takes bytes and text for most fields and decides later what they are.</summary>
    [Fact]
    public async Task Fields_have_the_types_of_the_standard()
    {
        string hex = Convert.ToHexString(await SendAsync(new() { Properties = new Properties { UserId = new byte[] { 1 }, ContentType = "a/b", ContentEncoding = "gzip", GroupSequence = uint.MaxValue }, Value = null }));

        Assert.Equal("005373C01C0C40" + "A00101" + "40404040" + "A303612F62" + "A304677A6970" + "404040" + "70FFFFFFFF" + "00537740", hex);
    }

    private static AmqpMessage Annotate(string section, object key, object value)
    {
        AmqpMap map = new() { [key] = value };
        return section switch
        {
            "DeliveryAnnotations" => new() { DeliveryAnnotations = map, Value = 1 },
            "MessageAnnotations" => new() { MessageAnnotations = map, Value = 1 },
            _ => new() { Value = 1, Footer = map },
        };
    }

    private AmqpEncodeException Refuse(AmqpMessage message) => Assert.Throws<AmqpEncodeException>(() => { _ = _sender.SendForOutcomeAsync(message); });

    private async Task<byte[]> SendAsync(AmqpMessage message)
    {
        await _sender.SendAsync(message).Within();
        return _transport.Messages[^1].Bytes.ToArray();
    }
}
