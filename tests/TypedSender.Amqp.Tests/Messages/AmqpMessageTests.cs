using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Tests.Messages;

/// <summary>Messages that are built: their bytes as AMQP 1.0, 3.2 has them, and what cannot be carried.</summary>
public sealed class AmqpMessageTests
{
    private static readonly AmqpMap Annotations = new() { [new AmqpSymbol("k")] = 1 };

    public static TheoryData<string, string> Sections => new()
    {
        { "header", "005370C0020141" },
        { "delivery-annotations", "005371C10602A3016B5401" },
        { "message-annotations", "005372C10602A3016B5401" },
        { "properties", "005373C00401A10169" },
        { "application-properties", "005374C10602A1016B5401" },
        { "data", "005375A0020102" },
        { "data, twice", "005375A00101005375A000" },
        { "sequence", "005376C0050354014041" },
        { "sequence, twice", "00537645005376C0020140" },
        { "value", "005377A10176" },
        { "value, null", "00537740" },
        { "footer", "005378C10602A3016B5401" },
        { "nothing", "" },
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public void Each_section_is_written_as_the_standard_says_and_read_back(string section, string hex)
    {
        AmqpMessage message = Make(section);

        byte[] bytes = message.ToBytes();

        Assert.Equal(hex, Convert.ToHexString(bytes));
        AmqpMessage read = AmqpMessage.Decode(bytes);
        Assert.Equal(message.BodyKind, read.BodyKind);
        Assert.Equal(bytes, read.ToBytes());
    }

    [Fact]
    public void Sections_stand_in_the_order_of_the_standard_whatever_the_order_of_the_initializer()
    {
        AmqpMessage message = new()
        {
            Footer = Annotations,
            Value = true,
            ApplicationProperties = new AmqpMap { ["k"] = 1 },
            Properties = new Properties { Subject = "s" },
            MessageAnnotations = Annotations,
            DeliveryAnnotations = Annotations,
            Header = new Header { Durable = true },
        };

        byte[] bytes = message.ToBytes();

        List<ulong> order = [];
        AmqpReader reader = new(bytes);
        while (!reader.End)
        {
            order.Add(reader.ReadDescriptor().Code);
            reader.Skip();
        }

        Assert.Equal([0x70ul, 0x71, 0x72, 0x73, 0x74, 0x77, 0x78], order);
    }

    [Fact]
    public void Everything_that_was_set_is_read_back()
    {
        AmqpMessage message = new()
        {
            Header = new Header { Durable = true, Priority = 9, Ttl = 1000 },
            DeliveryAnnotations = new AmqpMap { [new AmqpSymbol("d")] = "x" },
            MessageAnnotations = new AmqpMap { [new AmqpSymbol("m")] = 5L, [7ul] = new List<object?> { 1, "two" } },
            Properties = new Properties { MessageId = "id", CorrelationId = 7ul, ReplyTo = "there", ContentType = "text/plain" },
            ApplicationProperties = new AmqpMap { ["a"] = 1.5, ["b"] = Guid.Empty, ["c"] = null, ["d"] = new byte[] { 1 } },
            Value = new AmqpMap { ["deep"] = new AmqpMap { ["deeper"] = new List<object?> { new AmqpMap() } } },
            Footer = new AmqpMap { [new AmqpSymbol("f")] = new AmqpSymbol("g") },
        };

        AmqpMessage read = AmqpMessage.Decode(message.ToBytes());

        Assert.Equal(message.Header, read.Header);
        Assert.Equal(message.Properties, read.Properties);
        Assert.Equal("x", read.DeliveryAnnotations![new AmqpSymbol("d")]);
        Assert.Equal([1, "two"], Assert.IsType<List<object?>>(read.MessageAnnotations![7ul]));
        Assert.Equal(4, read.ApplicationProperties!.Count);
        Assert.Equal(new byte[] { 1 }, read.ApplicationProperties["d"]);
        Assert.Equal(AmqpBodyKind.Value, read.BodyKind);
        Assert.Equal(message.ToBytes(), read.ToBytes());
    }

    [Fact]
    public void Large_data_stands_whole_between_the_sections()
    {
        byte[] large = new byte[100_000];
        Random.Shared.NextBytes(large);

        AmqpMessage read = AmqpMessage.Decode(new AmqpMessage { Data = [large], Footer = Annotations }.ToBytes());

        Assert.Equal(large, Assert.Single(read.Data));
        Assert.Equal(1, read.Footer![new AmqpSymbol("k")]);
    }

    [Fact]
    public void A_body_is_of_one_kind()
    {
        Assert.Contains("the kind Value, and cannot be of the kind Data too", Assert.Throws<InvalidOperationException>(() => new AmqpMessage { Value = null, Data = [[1]] }).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new AmqpMessage { Data = [[1]], Sequences = [[1]] });
        Assert.Throws<InvalidOperationException>(() => new AmqpMessage { Sequences = [[1]], Value = 1 });
        Assert.Throws<ArgumentException>(() => new AmqpMessage { Data = [] });
        Assert.Throws<ArgumentException>(() => new AmqpMessage { Sequences = [] });
        Assert.Throws<ArgumentNullException>(() => new AmqpMessage { Data = [null!] });
        Assert.Throws<ArgumentNullException>(() => new AmqpMessage { Sequences = null! });
    }

    [Fact]
    public void Lists_of_sections_are_copied()
    {
        List<byte[]> data = [[1]];
        List<object?> sequence = [1];
        AmqpMessage first = new() { Data = data };
        AmqpMessage second = new() { Sequences = [sequence] };

        data.Add([2]);
        sequence.Add(2);

        Assert.Single(first.Data);
        Assert.Single(second.Sequences[0]);
    }

    public static TheoryData<string, string, string> Unencodable => new()
    {
        { "application property of a foreign type", "application-properties.bad", "AMQP has no type for" },
        { "application property that is a list", "application-properties.bad", "neither lists nor maps nor arrays" },
        { "application property that is a described map", "application-properties.bad", "neither lists nor maps nor arrays" },
        { "application property with a symbol as key", "application-properties.bad", "keys of application properties are strings" },
        { "annotation with a string as key", "message-annotations.bad", "keys of annotations are symbols" },
        { "annotation of a foreign type", "delivery-annotations.bad", "AMQP has no type for" },
        { "footer of a foreign type", "footer.bad", "AMQP has no type for" },
        { "content type that is not ASCII", "properties.content-type", "" },
        { "reply-to with half a character", "properties.reply-to", "" },
        { "value in a map", "amqp-value.bad", "AMQP has no type for" },
        { "value in a list", "amqp-value.1", "AMQP has no type for" },
        { "value", "amqp-value", "AMQP has no type for" },
        { "value too deep", "amqp-value.bad", "nested more than 32 deep" },
        { "second sequence", "amqp-sequence.1", "AMQP has no type for" },
    };

    [Theory]
    [MemberData(nameof(Unencodable))]
    public void What_AMQP_does_not_carry_is_named_by_section_and_key_and_never_by_value(string what, string member, string text)
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => MakeUnencodable(what).ToBytes());

        Assert.Equal(member, exception.Member);
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"section {member.Split('.')[0]}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_be_nested_deepest_is_written_and_read()
    {
        object? value = 1;
        for (int depth = 0; depth < 31; depth++)
        {
            value = new AmqpMap { ["k"] = value };
        }

        byte[] bytes = new AmqpMessage { Value = value }.ToBytes();

        Assert.Equal(bytes, AmqpMessage.Decode(bytes).ToBytes());
    }

    private static AmqpMessage Make(string section) => section switch
    {
        "header" => new() { Header = new Header { Durable = true } },
        "delivery-annotations" => new() { DeliveryAnnotations = Annotations },
        "message-annotations" => new() { MessageAnnotations = Annotations },
        "properties" => new() { Properties = new Properties { MessageId = "i" } },
        "application-properties" => new() { ApplicationProperties = new AmqpMap { ["k"] = 1 } },
        "data" => new() { Data = [[1, 2]] },
        "data, twice" => new() { Data = [[1], []] },
        "sequence" => new() { Sequences = [[1, null, true]] },
        "sequence, twice" => new() { Sequences = [[], [null]] },
        "value" => new() { Value = "v" },
        "value, null" => new() { Value = null },
        "footer" => new() { Footer = Annotations },
        _ => new(),
    };

    private static AmqpMessage MakeUnencodable(string what)
    {
        AmqpSymbol bad = new("bad");
        Secret secret = new();
        return what switch
        {
            "application property of a foreign type" => new() { ApplicationProperties = new AmqpMap { ["good"] = 1, ["bad"] = secret } },
            "application property that is a list" => new() { ApplicationProperties = new AmqpMap { ["bad"] = new List<object?> { "secret" } } },
            "application property that is a described map" => new() { ApplicationProperties = new AmqpMap { ["bad"] = new AmqpDescribed(1ul, new AmqpMap { ["secret"] = 1 }) } },
            "application property with a symbol as key" => new() { ApplicationProperties = new AmqpMap { [bad] = "secret" } },
            "annotation with a string as key" => new() { MessageAnnotations = new AmqpMap { ["bad"] = "secret" } },
            "annotation of a foreign type" => new() { DeliveryAnnotations = new AmqpMap { [bad] = secret } },
            "footer of a foreign type" => new() { Footer = new AmqpMap { [bad] = secret }, Value = 1 },
            "content type that is not ASCII" => new() { Properties = new Properties { MessageId = "secret", ContentType = "é" } },
            "reply-to with half a character" => new() { Properties = new Properties { MessageId = "secret", ReplyTo = "\uD800" } },
            "value in a map" => new() { Value = new AmqpMap { ["good"] = 1, ["bad"] = secret } },
            "value in a list" => new() { Value = new List<object?> { "secret", secret } },
            "value" => new() { Value = secret },
            "value too deep" => new() { Value = new AmqpMap { ["bad"] = Nest(32) } },
            _ => new() { Sequences = [["secret"], [secret]] },
        };
    }

    private static object? Nest(int depth) => depth == 0 ? "secret" : new List<object?> { Nest(depth - 1) };

    private sealed class Secret
    {
        public override string ToString() => "secret";
    }
}
