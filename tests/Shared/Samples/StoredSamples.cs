using System.Collections;
using TypedSender.Testing;

namespace TypedSender.Shared.Samples;

/// <summary>Which samples of which lane have come to a broker: a bit for each, so that millions need little memory. Thread-safe.</summary>
internal sealed class StoredSamples
{
    private const int LaneShift = 40;
    private const int Lanes = 64;
    private const int Growth = 1 << 20;

    private readonly BitArray[] _come = [.. Enumerable.Range(0, Lanes).Select(_ => new BitArray(0))];
    private readonly long[] _duplicates = new long[Lanes];

    public long Duplicates => _duplicates.Sum();

    /// <summary>Takes note of a message; those of lanes beyond, which warm the sender up, are of no account.</summary>
    public void Add(BrokerMessage message)
    {
        ulong id = (ulong)message.Message.Properties!.Value.MessageId.ToObject()!;
        int lane = (int)(id >> LaneShift);
        if (lane >= Lanes)
        {
            return;
        }

        int number = (int)(id & ((1UL << LaneShift) - 1));
        BitArray come = _come[lane];
        lock (come)
        {
            if (number >= come.Length)
            {
                come.Length = (number / Growth + 1) * Growth;
            }

            _duplicates[lane] += come[number] ? 1 : 0;
            come[number] = true;
        }
    }

    public bool Has(int lane, long number)
    {
        BitArray come = _come[lane];
        lock (come)
        {
            return number < come.Length && come[(int)number];
        }
    }
}
