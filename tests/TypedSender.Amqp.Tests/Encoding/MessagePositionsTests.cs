namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>Where body, group-id and partition key stand in a message, noted while it is encoded, in the bytes of the whole message.</summary>
public sealed class MessagePositionsTests
{
    private static readonly byte[] Key = "x-key"u8.ToArray();

    private readonly MessagePositions _positions = new(Key);

    [Fact]
    public void Nothing_is_noted_at_first_and_after_clearing()
    {
        Assert.Equal(-1, _positions.BodyStart);
        _positions.BodyStart = 7;
        _positions.SetGroupId(1, 2);
        _positions.SetPartitionKey(2, 2);

        _positions.Clear();

        Assert.Equal(-1, _positions.BodyStart);
        Assert.True(_positions.GroupIdIn([1, 2, 3, 4]).IsEmpty);
        Assert.True(_positions.PartitionKeyIn([1, 2, 3, 4]).IsEmpty);
    }

    [Fact]
    public void The_body_begins_with_its_descriptor()
    {
        AmqpBuffer buffer = Write((ref AmqpWriter writer) =>
        {
            writer.WriteString("in front");
            writer.WriteDescriptor(0x77);
            AmqpNotes.Body(in writer);
            writer.WriteInt(1);
        });

        Assert.Equal([0x00, 0x53, 0x77], buffer.ToArray()[(int)_positions.BodyStart..][..3]);
    }

    [Fact]
    public void A_group_id_is_found_behind_what_was_written_and_borrowed()
    {
        AmqpBuffer buffer = Write((ref AmqpWriter writer) =>
        {
            writer.WriteBinary(new byte[20_000].AsMemory());
            writer.WriteNull();
            AmqpNotes.WriteGroupId(ref writer, "group");
            writer.WriteNull();
        });

        Assert.Equal("A10567726F7570", Convert.ToHexString(_positions.GroupIdIn(buffer.ToArray())));
    }

    [Fact]
    public void In_a_run_values_are_noted_by_their_place_in_its_room()
    {
        Write((ref AmqpWriter writer) =>
        {
            writer.WriteString("0123456789");
            AmqpNotes.GroupId(in writer, 4, 3);
            AmqpNotes.Annotation(in writer, Key, 5, 2);
        });

        byte[] message = [.. Enumerable.Range(0, 30).Select(static number => (byte)number)];
        Assert.Equal([16, 17, 18], _positions.GroupIdIn(message).ToArray());
        Assert.Equal([17, 18], _positions.PartitionKeyIn(message).ToArray());
    }

    [Fact]
    public void A_group_id_that_is_null_counts_as_none()
    {
        _positions.SetGroupId(1, 1);

        Assert.True(_positions.GroupIdIn([1, 2, 3]).IsEmpty);
    }

    [Fact]
    public void Annotations_of_other_keys_are_not_noted()
    {
        Write((ref AmqpWriter writer) =>
        {
            Assert.True(AmqpNotes.IsNoted(in writer, Key));
            Assert.False(AmqpNotes.IsNoted(in writer, "x-other"u8));
            AmqpNotes.Annotation(in writer, "x-other"u8, 1, 2);
        });

        Assert.True(_positions.PartitionKeyIn([1, 2, 3]).IsEmpty);
    }

    [Fact]
    public void The_value_of_an_annotation_is_noted_when_it_has_been_written()
    {
        AmqpBuffer buffer = Write((ref AmqpWriter writer) =>
        {
            writer.WriteString("0123456789");
            long start = writer.Position;
            writer.WriteString("p1");
            AmqpNotes.PartitionKey(in writer, start);
            writer.WriteNull();
        });

        Assert.Equal("A1027031", Convert.ToHexString(_positions.PartitionKeyIn(buffer.ToArray())));
    }

    [Theory]
    [InlineData(12, 12)]
    [InlineData(13, 18)]
    [InlineData(14, 19)]
    public void What_stands_behind_a_header_that_grew_has_moved(int start, int expected)
    {
        byte[] message = [.. Enumerable.Range(0, 30).Select(static number => (byte)number)];
        _positions.SetGroupId(start, 2);
        _positions.SetPartitionKey(start, 2);

        _positions.Shift(13, 5);

        Assert.Equal(expected, _positions.GroupIdIn(message)[0]);
        Assert.Equal(expected, _positions.PartitionKeyIn(message)[0]);
    }

    [Theory]
    [InlineData(40, 40, 16)]
    [InlineData(40, 46, 22)]
    public void The_end_of_a_run_moves_them_where_its_header_has_grown(int at, int end, int expected)
    {
        Write((ref AmqpWriter writer) =>
        {
            // The header stands at 12 + 1, its first element behind 3 bytes.
            writer.WriteString("0123456789");
            AmqpNotes.GroupId(in writer, 4, 2);
            AmqpNotes.Annotation(in writer, Key, 3, 2);
            Assert.Equal(end, AmqpNotes.End(in writer, 1, at, end));
        });

        byte[] message = [.. Enumerable.Range(0, 60).Select(static number => (byte)number)];
        Assert.Equal(expected, _positions.GroupIdIn(message)[0]);
        Assert.Equal(15, _positions.PartitionKeyIn(message)[0]);
    }

    [Fact]
    public void A_list_that_grows_moves_what_stands_in_it_and_nothing_before_it()
    {
        AmqpBuffer buffer = Write((ref AmqpWriter writer) =>
        {
            long start = writer.Position;
            writer.WriteString("p1");
            AmqpNotes.PartitionKey(in writer, start);
            writer.WriteBinary(new byte[20_000].AsMemory());
            CompoundScope list = writer.BeginList();
            AmqpNotes.WriteGroupId(ref writer, "group");
            writer.WriteString(new string('x', 300));
            writer.EndList(list, 2);
        });

        byte[] message = buffer.ToArray();
        Assert.Equal("A1027031", Convert.ToHexString(_positions.PartitionKeyIn(message)));
        Assert.Equal("A10567726F7570", Convert.ToHexString(_positions.GroupIdIn(message)));
    }

    [Fact]
    public void Without_positions_nothing_is_noted()
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        writer.WriteDescriptor(0x77);

        AmqpNotes.Body(in writer);
        AmqpNotes.GroupId(in writer, 0, 2);
        AmqpNotes.Annotation(in writer, Key, 0, 2);
        AmqpNotes.WriteGroupId(ref writer, "g");
        AmqpNotes.PartitionKey(in writer, 0);

        Assert.False(AmqpNotes.IsNoted(in writer, Key));
        Assert.Equal(9, AmqpNotes.End(in writer, 0, 3, 9));
    }

    private AmqpBuffer Write(Writing write)
    {
        AmqpBuffer buffer = new() { Positions = _positions };
        AmqpWriter writer = new(buffer);
        write(ref writer);
        writer.Flush();
        return buffer;
    }

    private delegate void Writing(ref AmqpWriter writer);
}
