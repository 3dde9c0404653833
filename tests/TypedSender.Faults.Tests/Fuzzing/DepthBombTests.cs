using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Values inside each other, a million deep, on a stack that a recursion without bound leaves at once.</summary>
public class DepthBombTests
{
    private const int StackSize = 256 * 1024;

    [Theory]
    [InlineData("00")]
    [InlineData("00 53 01")]
    [InlineData("C0 FF 01")]
    [InlineData("C1 FF 02 40")]
    [InlineData("C1 FF 02")]
    [InlineData("E0 FF 01")]
    [InlineData("D0 7FFFFFFF 00000001")]
    [InlineData("D1 7FFFFFFF 00000002")]
    [InlineData("F0 7FFFFFFF 00000001")]
    public void A_level_too_many_is_refused_however_many_follow(string level)
    {
        byte[] one = Convert.FromHexString(level.Replace(" ", ""));

        OnSmallStack(() =>
        {
            foreach (int levels in new[] { 33, 5_000, 1_000_000 })
            {
                byte[] bomb = [.. Enumerable.Repeat(one, levels).SelectMany(static bytes => bytes), FormatCode.Null];
                Assert.Throws<AmqpDecodeException>(() => ReadAll(bomb));
                Assert.Throws<AmqpDecodeException>(() => AmqpMessage.Decode([0x00, 0x53, 0x77, .. bomb]));
                Assert.Throws<AmqpDecodeException>(() => ReadState([0x00, 0x53, 0x30, .. bomb]));
            }
        });
    }

    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    /// <summary>Wherever in a frame, a message or a dialogue the levels begin, and whoever reads them.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void No_decoder_follows_levels_without_end(string name) => OnSmallStack(() =>
    {
        const int Inputs = 40, Levels = 2_000;
        FuzzTarget target = FuzzTargets.Make(name);
        foreach (byte[] level in (byte[][])[[0x00, 0x53, 0x01], [0xC0, 0xFF, 0x01], [0xD1, 0, 0, 0x10, 0, 0, 0, 0, 2], [0xE0, 0xFF, 0x01]])
        {
            byte[] bomb = [.. Enumerable.Repeat(level, Levels).SelectMany(static bytes => bytes), FormatCode.Null];
            foreach (byte[] good in target.Corpus.Take(Inputs))
            {
                for (int at = 0; at <= Math.Min(good.Length, 100); at++)
                {
                    byte[] input = [.. good.AsSpan(0, at), .. bomb];
                    target.Fit(input);
                    target.Prepare();
                    target.Read(input);
                }
            }
        }
    });

    [Fact]
    public void Well_formed_lists_are_read_to_the_bound_and_no_further() => OnSmallStack(() =>
    {
        Assert.NotNull(ReadAll(Nested(32)));
        foreach (int levels in new[] { 33, 5_000, 100_000 })
        {
            Assert.Throws<AmqpDecodeException>(() => ReadAll(Nested(levels)));
        }
    });

    [Fact]
    public void Well_formed_maps_keyed_by_maps_are_read_to_the_bound_and_no_further() => OnSmallStack(() =>
    {
        object? map = true;
        for (int level = 0; level < 32; level++)
        {
            map = new AmqpMap { { map, null } };
        }

        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        writer.WriteValue(map);
        writer.Flush();
        byte[] bytes = buffer.ToArray();

        Assert.NotNull(ReadAll(bytes));
        Assert.Throws<AmqpDecodeException>(() => ReadAll([0xC0, (byte)(bytes.Length + 1), 1, .. bytes]));
    });

    private static byte[] Nested(int levels)
    {
        const int Header = 9;
        byte[] bytes = new byte[(levels * Header) + 1];
        for (int level = 0; level < levels; level++)
        {
            Span<byte> list = bytes.AsSpan(level * Header);
            list[0] = FormatCode.List32;
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(list[1..], list.Length - 5);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(list[5..], 1);
        }

        bytes[^1] = FormatCode.Null;
        return bytes;
    }

    private static object? ReadAll(byte[] bytes)
    {
        AmqpReader reader = new(bytes);
        return reader.ReadValue();
    }

    private static DeliveryState ReadState(byte[] bytes)
    {
        AmqpReader reader = new(bytes);
        return DeliveryState.Decode(ref reader);
    }

    private static void OnSmallStack(Action action)
    {
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(action), StackSize);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
