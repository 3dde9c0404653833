using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>What the writer notes of a message for the envelope it becomes part of: where the body begins, the group-id, and the partition key.</summary>
public class RoutedTests
{
    private static readonly string Long = new('l', 300);

    private static readonly Message.Encoding None = static (ref AmqpWriter _) => { };

    [Fact]
    public void Constants_of_a_contract() =>
        Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Constant(1)), Text("group"), Text("constant"));

    /// <summary>A long neighbour widens the header of the section, so that everything in it moves.</summary>
    [Fact]
    public void Constants_beside_a_long_value()
        => Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Constant(1, Long)), Text("group"), Text("constant"));

    [Theory]
    [InlineData("g", "k")]
    [InlineData("g", null)]
    [InlineData(null, "k")]
    [InlineData(null, null)]
    [InlineData("", "")]
    public void Members(string? group, string? key)
    {
        foreach (string? other in new[] { null, "short", Long })
        {
            foreach (uint? sequence in new uint?[] { null, 300 })
            {
                Routed.Members members = new(group, key, other, sequence, other);
                Check((ref AmqpWriter writer) => Write(ref writer, members), Text(group), Text(key));
                Check(Message.Make<IBareSender>("MembersMessage", members).Encode, Text(group), Text(key));
            }
        }
    }

    [Fact]
    public void Long_values_of_members()
    {
        Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Members(Long, Long)), Text(Long), Text(Long));
        Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Members(Long, Long, Long, 1, Long)), Text(Long), Text(Long));
    }

    /// <summary>Null stands in the list in front of the sequence, and is no other group than a list that ends before it.</summary>
    [Fact]
    public void A_null_between_fields_is_no_group()
    {
        Message.Encoding number = static (ref AmqpWriter writer) => writer.WriteLong(-3);
        Check((ref AmqpWriter writer) => Write(ref writer, new Routed.NullGroup(null, 7, -3)), None, number);
        Check((ref AmqpWriter writer) => Write(ref writer, new Routed.NullGroup("g", 7, -3)), Text("g"), number);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void A_body_that_is_copied_or_borrowed(int size)
    {
        Message.Encoding symbol = static (ref AmqpWriter writer) => writer.WriteSymbol("k");
        Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Binary(new byte[size], "g", new AmqpSymbol("k"))), Text("g"), symbol);
        Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Binary(new byte[size], Long, null)), Text(Long), None);
    }

    [Fact]
    public void A_member_before_the_constant_of_its_contract()
    {
        Guid id = Guid.NewGuid();
        Message.Encoding one = static (ref AmqpWriter writer) => writer.WriteInt(1);
        Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Levels(Long)), Text("far"), one);
        Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Levels("t", "near", id)), Text("near"), (ref AmqpWriter writer) => writer.WriteUuid(id));
    }

    [Fact]
    public void Constants_of_interface_and_method()
    {
        var point = new Point(1, 2);
        Check(Message.Make<IRoutedSender>("InterfaceMessage", point).Encode, Text("interface"), Text("interface"));
        foreach (string? reply in new[] { null, "r", Long })
        {
            Check(Message.Make<IRoutedSender>("MethodMessage", point, reply).Encode, Text("method"), static (ref AmqpWriter writer) => writer.WriteInt(5));
        }

        Check(Message.Make<IRoutedSender>("ContractMessage", new OrderPlaced(Guid.Empty, "eu", 1, [])).Encode, Text("interface"), Text("interface"));
    }

    [Fact]
    public void Parameters()
    {
        var point = new Point(1, 2);
        foreach (string? other in new[] { null, "o", Long })
        {
            Check(Message.Make<IRoutedSender>("ParameterMessage", point, "g", "k", other).Encode, Text("g"), Text("k"));
            Check(Message.Make<IRoutedSender>("ParameterMessage", point, Long, Long, other).Encode, Text(Long), Text(Long));
        }
    }

    [Theory]
    [InlineData("g", 3)]
    [InlineData(null, 300)]
    [InlineData("g", 20_000)]
    public void Parameters_before_the_constants_of_their_interface(string? group, int length)
    {
        byte[] key = new byte[length];
        var point = new Point(1, 2);
        Check(Message.Make<IRoutedSender>("NullableMessage", point, group, key).Encode, Text(group ?? "interface"), (ref AmqpWriter writer) => writer.WriteBinary(key.AsSpan()));
        Check(Message.Make<IRoutedSender>("NullableMessage", point, group, null).Encode, Text(group ?? "interface"), Text("interface"));
    }

    [Fact]
    public void Parameter_contract_and_interface()
    {
        Guid id = Guid.NewGuid();
        foreach (string? other in new[] { null, "o", Long })
        {
            Check(Message.Make<IRoutedSender>("LevelsMessage", new Routed.Levels("t", "near", id), other, null).Encode, Text("near"), (ref AmqpWriter writer) => writer.WriteUuid(id));
            Check(Message.Make<IRoutedSender>("LevelsMessage", new Routed.Levels("t", "near"), other, "nearest").Encode, Text("nearest"), static (ref AmqpWriter writer) => writer.WriteInt(1));
        }
    }

    [Fact]
    public void A_message_without_sections()
    {
        Check(Message.Make<IBareSender>("EmptyMessage", new Empty()).Encode, None, None);
        Check((ref AmqpWriter writer) => Write(ref writer, new Empty()), None, None);
    }

    /// <summary>A message within a value begins no body of this one, wherever it stands. Within an activity it would be no single value.</summary>
    [Fact]
    public void A_formatter_that_writes_a_message()
    {
        foreach (string text in new[] { "t", Long, new string('b', 20_000) })
        {
            Message.Encoding enclosed = (ref AmqpWriter writer) => MessageFormatter.Write(ref writer, text);
            Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Enclosing("g", text, text, text)), Text("g"), enclosed, [null]);
            Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Enclosing("g", text, null, null)), Text("g"), None, [null]);
            Check((ref AmqpWriter writer) => Write(ref writer, new Routed.Enclosing(null, null, text, text)), None, enclosed, [null]);
        }
    }

    private static void Write<T>(ref AmqpWriter writer, in T contract)
        where T : IAmqpContract<T>
        => T.WriteMessage(ref writer, in contract);

    private static Message.Encoding Text(string? text) => text is null ? None : (ref AmqpWriter writer) => writer.WriteString(text);

    private static void Check(Message.Encoding encode, Message.Encoding groupId, Message.Encoding partitionKey)
        => Check(encode, groupId, partitionKey, null, SendActivity.Traced);

    /// <summary>Compares what has been noted with what a reader finds, within each activity; and sees that noting changes no byte.</summary>
    private static void Check(Message.Encoding encode, Message.Encoding groupId, Message.Encoding partitionKey, params Activity?[] activities)
    {
        var positions = new MessagePositions("x-opt-partition-key"u8.ToArray());
        foreach (Activity? activity in activities)
        {
            var buffer = new AmqpBuffer { TraceContext = activity, Positions = positions };
            var writer = new AmqpWriter(buffer);
            positions.Clear();
            encode(ref writer);
            writer.Flush();
            byte[] message = buffer.ToArray();

            Assert.Equal(Convert.ToHexString(Message.Written(encode, activity)), Convert.ToHexString(message));
            Assert.Equal(BodyStart(message), positions.BodyStart);
            Assert.Equal(Convert.ToHexString(Message.Written(groupId)), Convert.ToHexString(positions.GroupIdIn(message)));
            Assert.Equal(Convert.ToHexString(Message.Written(partitionKey)), Convert.ToHexString(positions.PartitionKeyIn(message)));
        }

        Assert.True(positions.IsPartitionKey("x-opt-partition-key"u8));
        Assert.False(positions.IsPartitionKey("x-opt-partition-keys"u8));
    }

    private static int BodyStart(byte[] message)
    {
        var reader = new AmqpReader(message);
        ulong code = 0;
        while (true)
        {
            int start = reader.Position;
            code = AmqpSections.ReadNext(ref reader, code);
            if (code >= SectionCode.Data)
            {
                return start;
            }

            reader.Skip();
        }
    }
}
