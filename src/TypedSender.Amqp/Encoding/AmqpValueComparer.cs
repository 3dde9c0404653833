namespace TypedSender.Amqp;

/// <summary>
/// Compares values of AMQP types by type and content. Hashes every bit of them with the process's random seed, so that a peer cannot choose
/// keys that collide and make a map quadratic (numbers' own hash codes are no secret).
/// </summary>
internal sealed class AmqpValueComparer : IEqualityComparer<object?>
{
    internal static readonly AmqpValueComparer Instance = new();

    private AmqpValueComparer()
    {
    }

    public new bool Equals(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }

        return (x, y) switch
        {
            (null, _) or (_, null) => false,
            (string left, string right) => string.Equals(left, right, StringComparison.Ordinal),
            (float left, float right) => BitConverter.SingleToUInt32Bits(left) == BitConverter.SingleToUInt32Bits(right),
            (double left, double right) => BitConverter.DoubleToUInt64Bits(left) == BitConverter.DoubleToUInt64Bits(right),
            (decimal left, decimal right) => AmqpDecimal128.FromDecimal(left) == AmqpDecimal128.FromDecimal(right),
            (byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right),
            (List<object?> left, List<object?> right) => AreEqual(left, right),
            (AmqpArray left, AmqpArray right) =>
                left.ElementConstructor == right.ElementConstructor && Equals(left.Descriptor, right.Descriptor) && AreEqual(left.Items, right.Items),
            (AmqpDescribed left, AmqpDescribed right) => Equals(left.Descriptor, right.Descriptor) && Equals(left.Value, right.Value),
            (AmqpMap left, AmqpMap right) => AreEqual(left, right),
            _ => x.Equals(y),
        };
    }

    public int GetHashCode(object? obj)
    {
        HashCode hash = default;
        AddTo(ref hash, obj);
        return hash.ToHashCode();
    }

    private static void AddTo(ref HashCode hash, object? value)
    {
        switch (value)
        {
            case null: hash.Add(0); break;
            case long number: Add(ref hash, (ulong)number); break;
            case ulong number: Add(ref hash, number); break;
            case float number: hash.Add(BitConverter.SingleToInt32Bits(number)); break;
            case double number: Add(ref hash, BitConverter.DoubleToUInt64Bits(number)); break;
            case decimal number: AddTo(ref hash, AmqpDecimal128.FromDecimal(number)); break;
            case AmqpDecimal64 number: Add(ref hash, number.Bits); break;
            case AmqpDecimal128 number: Add(ref hash, number.High); Add(ref hash, number.Low); break;
            case DateTimeOffset time: Add(ref hash, (ulong)time.UtcTicks); break;
            case AmqpTimestamp time: Add(ref hash, (ulong)time.Milliseconds); break;
            case Guid uuid: AddGuid(ref hash, uuid); break;
            case byte[] bytes: hash.AddBytes(bytes); break;
            case List<object?> list: AddAll(ref hash, list); break;
            case AmqpArray array:
                // All that distinguishes empty arrays is what their elements would be.
                hash.Add(array.ElementConstructor);
                AddTo(ref hash, array.Descriptor);
                AddAll(ref hash, array.Items);
                break;
            case AmqpDescribed described: AddTo(ref hash, described.Descriptor); AddTo(ref hash, described.Value); break;
            case AmqpMap map:
                // In the order of entries, which belongs to a map's identity (AMQP 1.0, 1.6.23).
                hash.Add(map.Count);
                foreach (KeyValuePair<object, object?> entry in map)
                {
                    AddTo(ref hash, entry.Key);
                    AddTo(ref hash, entry.Value);
                }

                break;
            default: hash.Add(value); break;
        }
    }

    private static void Add(ref HashCode hash, ulong bits)
    {
        hash.Add((int)bits);
        hash.Add((int)(bits >> 32));
    }

    private static void AddGuid(ref HashCode hash, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        hash.AddBytes(bytes);
    }

    private static void AddAll(ref HashCode hash, IReadOnlyList<object?> items)
    {
        // Without the count, lists of nothing but empty lists would all collide.
        hash.Add(items.Count);
        for (int index = 0; index < items.Count; index++)
        {
            AddTo(ref hash, items[index]);
        }
    }

    private bool AreEqual(IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (int index = 0; index < left.Count; index++)
        {
            if (!Equals(left[index], right[index]))
            {
                return false;
            }
        }

        return true;
    }

    private bool AreEqual(AmqpMap left, AmqpMap right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        List<KeyValuePair<object, object?>>.Enumerator others = right.GetEnumerator();
        foreach (KeyValuePair<object, object?> entry in left)
        {
            if (!others.MoveNext() || !Equals(entry.Key, others.Current.Key) || !Equals(entry.Value, others.Current.Value))
            {
                return false;
            }
        }

        return true;
    }
}
