namespace TypedSender.Interop.Tests.Peers;

/// <summary>What scripts/send.py sends under a number.</summary>
internal static class NumberedMessage
{
    public static IReadOnlyList<(string Name, ProtonValue Value)> Sections(int index, int filling = 0)
    {
        List<(string, ProtonValue)> sections =
        [
            ("header", ProtonValue.List(Header(index))),
            ("message-annotations", ProtonValue.Map((ProtonValue.Symbol("x-opt-index"), ProtonValue.Int(index)))),
            ("properties", ProtonValue.List(Properties(index))),
            ("application-properties", ProtonValue.Map(
                (ProtonValue.String("index"), ProtonValue.Int(index)),
                (ProtonValue.String("even"), ProtonValue.Boolean(index % 2 == 0)),
                (ProtonValue.String("when"), ProtonValue.Timestamp(DateTimeOffset.FromUnixTimeMilliseconds(index))))),
            ("amqp-value", ProtonValue.Map(
                (ProtonValue.String("index"), ProtonValue.Int(index)),
                (ProtonValue.String("text"), ProtonValue.String($"naïve café №{index}")),
                (ProtonValue.String("filling"), ProtonValue.Binary(Filling(filling))),
                (ProtonValue.String("list"), ProtonValue.List(ProtonValue.ULong(1), ProtonValue.Null, ProtonValue.String("x"))))),
        ];
        return sections;
    }

    private static IEnumerable<ProtonValue> Header(int index)
    {
        yield return ProtonValue.Boolean(true);

        // Proton leaves the default priority, 4, out.
        if (index % 10 != 4)
        {
            yield return ProtonValue.UByte((byte)(index % 10));
        }
    }

    private static IEnumerable<ProtonValue> Properties(int index)
    {
        yield return ProtonValue.ULong((ulong)index);
        yield return ProtonValue.Null;
        yield return ProtonValue.Null;
        yield return ProtonValue.String($"number.{index}");
        yield return ProtonValue.Null;
        yield return ProtonValue.Uuid(new Guid(0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(index >> 8), (byte)index));
        if (index > 0)
        {
            yield return ProtonValue.Null;
            yield return ProtonValue.Null;
            yield return ProtonValue.Null;
            yield return ProtonValue.Timestamp(DateTimeOffset.FromUnixTimeSeconds(index));
        }
    }

    private static byte[] Filling(int length)
    {
        byte[] filling = new byte[length];
        Array.Fill(filling, (byte)0xA5);
        return filling;
    }
}
