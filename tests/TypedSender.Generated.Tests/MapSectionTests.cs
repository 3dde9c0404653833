using TypedSender.Amqp;
using TypedSender.Generated.Tests.Support;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests;

public class MapSectionTests
{
    [Fact]
    public void A_section_without_entries_is_left_out()
        => Bytes.Equal(string.Empty, Write((ref AmqpWriter writer, ref AmqpMapSection section) => section.NextLevel(ref writer)));

    [Fact]
    public void A_key_that_a_nearer_level_has_written_is_not_written_again()
        => Bytes.Equal(
            "00 53 74 c1 0b 04 a1 01 61 54 01 a1 01 62 54 02",
            Write((ref AmqpWriter writer, ref AmqpMapSection section) =>
            {
                Assert.True(section.TryKey(ref writer, "a"u8));
                writer.WriteInt(1);
                section.NextLevel(ref writer);
                Assert.False(section.TryKey(ref writer, "a"u8));
                Assert.True(section.TryKey(ref writer, "b"u8));
                writer.WriteInt(2);
            }));

    [Fact]
    public void Keys_are_found_behind_borrowed_bytes()
    {
        byte[] large = new byte[100_000];
        byte[] bytes = Write((ref AmqpWriter writer, ref AmqpMapSection section) =>
        {
            Assert.True(section.TryKey(ref writer, "a"u8));
            writer.WriteBinary(large.AsMemory());
            Assert.True(section.TryKey(ref writer, "b"u8));
            writer.WriteInt(1);
            section.NextLevel(ref writer);
            Assert.False(section.TryKey(ref writer, "b"u8));
            Assert.True(section.TryKey(ref writer, "c"u8));
            writer.WriteInt(2);
        });

        Assert.Equal(3 + 9 + 3 + 5 + 100_000 + 5 + 5, bytes.Length);
    }

    private static byte[] Write(Body body)
    {
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        AmqpMapSection section = AmqpMapSection.ApplicationProperties();
        body(ref writer, ref section);
        section.End(ref writer);
        writer.Flush();
        return buffer.ToArray();
    }

    private delegate void Body(ref AmqpWriter writer, ref AmqpMapSection section);
}
