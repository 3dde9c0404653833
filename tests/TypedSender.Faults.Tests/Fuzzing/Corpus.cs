using System.Buffers.Binary;
using TypedSender.Amqp;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Good bytes: what our own encoders write, and the encodings that they never choose.</summary>
internal static class Corpus
{
    /// <summary>One value in each encoding (AMQP 1.0, 1.6), and values that hold others.</summary>
    public static byte[][] Values { get; } =
    [
        .. Hex(
            "40", "41", "42", "5600", "5601", "50FF", "51FF", "60FFFF", "61FFFF", "70FFFFFFFF", "52FF", "43", "71FFFFFFFF", "54FF", "80FFFFFFFFFFFFFFFF", "53FF", "44",
            "81FFFFFFFFFFFFFFFF", "55FF", "723FC00000", "727FC00001", "823FF8000000000000", "827FF0000000000001", "7400000001", "840000000000000001",
            "9400000000000000000000000000000001", "7300000041", "730010FFFF", "8300000000000003E8", "8380000000000000FF", "9800112233445566778899AABBCCDDEEFF", "A003010203",
            "B000000003010203", "A103616263", "A104F09F9880", "B100000003616263", "A303616263", "B300000003616263", "A000", "A100", "A300", "45", "C00100", "D00000000400000000",
            "C0050243A10161", "D0000000080000000243A10161", "C10100", "D10000000400000000", "C10A04A301615201A3016241", "D10000000900000002A301615201", "E00100", "E0020043", "E00A027000000001000000FF", "E00402520102", "E00402560001", "E004025301FF", "E006026001020304", "E00602A301610162", "F00000000900000002A101610162", "F0000000050000000070", "E002FF40", "E0020A45", "F00000001500000002D000000004000000000000000400000000", "E00A02C10502A10161400100", "E00701005377A10161", "005377A10568656C6C6F", "00A303783A7940", "00800000468C00000004A100", "E00E02E0040252010206017000000001",
            "00532445", "C006020053244543"),
        .. Enumerable.Range(0, 100).Select(static index => Encode((ref AmqpWriter writer) => writer.WriteValue(RandomValue(index)))),
    ];

    public delegate void Writing(ref AmqpWriter writer);

    public static byte[] Encode(Writing write)
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        write(ref writer);
        writer.Flush();
        return buffer.ToArray();
    }

    public static byte[] Encode<T>(T value)
        where T : IAmqpEncodable<T>
        => Encode((ref AmqpWriter writer) => value.Encode(ref writer));

    /// <summary>A frame (AMQP 1.0, 2.3.1); one of an index that is not 0 has an extended header.</summary>
    public static byte[] Frame(byte[] body, byte type = 0, ushort channel = 0, int extended = 0)
    {
        byte[] frame = new byte[8 + (4 * extended) + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        frame[4] = (byte)(2 + extended);
        frame[5] = type;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(6), channel);
        body.CopyTo(frame, 8 + (4 * extended));
        return frame;
    }

    public static IEnumerable<byte[]> Hex(params string[] texts) => texts.Select(Convert.FromHexString).ToArray();

    public static AmqpMap Fields(int index) => new() { { new AmqpSymbol("product"), "TypedSender" }, { new AmqpSymbol($"x{index}"), RandomValue(index) } };

    /// <summary>The same value for the same number.</summary>
    public static object? RandomValue(int number)
    {
        FuzzRandom random = new((ulong)number);
        return RandomValue(ref random, 4);
    }

    private static object? RandomValue(ref FuzzRandom random, int depth)
    {
        switch (random.Below(depth == 0 ? 14 : 19))
        {
            case 0: return null;
            case 1: return random.Below(2) == 0;
            case 2: return random.Byte();
            case 3: return (sbyte)random.Byte();
            case 4: return (ushort)random.Next();
            case 5: return (uint)(random.Next() >> (32 + random.Below(32)));
            case 6: return random.Next() >> random.Below(64);
            case 7: return (int)random.Next() >> random.Below(32);
            case 8: return (long)random.Next() >> random.Below(64);
            case 9: return BitConverter.UInt64BitsToDouble(random.Next());
            case 10: return DateTimeOffset.FromUnixTimeMilliseconds(random.Below(int.MaxValue));
            case 11: return new string('é', random.Below(20));
            case 12: return new AmqpSymbol(new string('s', random.Below(300)));
            case 13: return new byte[random.Below(30)];
            case 14 or 15: return RandomList(ref random, depth - 1);
            case 16:
                AmqpMap map = new();
                foreach (object? value in RandomList(ref random, depth - 1))
                {
                    map.TryAdd(random.Below(3) == 0 ? value ?? 0 : $"key{map.Count}", value);
                }

                return map;
            case 17: return new AmqpDescribed(random.Next() >> random.Below(64), RandomValue(ref random, depth - 1));
            default: return new AmqpArray(FormatCode.List32, [.. RandomList(ref random, depth - 1).OfType<List<object?>>()]);
        }
    }

    private static List<object?> RandomList(ref FuzzRandom random, int depth)
    {
        List<object?> list = [];
        for (int count = random.Below(6); count > 0; count--)
        {
            list.Add(RandomValue(ref random, depth));
        }

        return list;
    }
}
