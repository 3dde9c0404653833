using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.Benchmarks.Ratios;

namespace TypedSender.Benchmarks.Encoders;

/// <summary>Generated encoders beside straight-line code written by hand for the same message, byte for byte the same.</summary>
internal static class EncodingRatio
{
    // Rounds are shorter than what a busy machine gives another process at a time, and many.
    private const int Rounds = 501;
    private const int WarmingRounds = 1000;
    private const int MessagesPerRound = 4_096;

    /// <summary>How many times as long as the code written by hand the generated code takes: the median over the rounds.</summary>
    public static double Measure<TPair>()
        where TPair : struct, IEncodingPair
    {
        TPair pair = default;
        var buffer = new AmqpBuffer(4096);
        byte[] bytes = new byte[4096];
        Compare(pair, buffer, bytes);

        double[] own = new double[Rounds];
        double[] other = new double[Rounds];
        for (int round = -WarmingRounds; round < Rounds; round++)
        {
            own[Math.Max(0, round)] = Time(() => RunGenerated(pair, buffer));
            other[Math.Max(0, round)] = Time(() => RunByHand(pair, bytes));
        }

        Console.Error.WriteLine($"    {Statistics.Median(own),14:n1} : {Statistics.Median(other),14:n1} nanoseconds a message");
        return Statistics.Median([.. own.Zip(other, (first, second) => first / second)]);
    }

    private static void Compare<TPair>(TPair pair, AmqpBuffer buffer, byte[] bytes)
        where TPair : struct, IEncodingPair
    {
        for (int index = 0; index < pair.Count; index++)
        {
            pair.WriteGenerated(buffer, index);
            ReadOnlySpan<byte> byHand = bytes.AsSpan(0, pair.WriteByHand(bytes, index));
            if (!buffer.WrittenSpan.SequenceEqual(byHand))
            {
                throw new InvalidOperationException(
                    $"The encoders differ: {Convert.ToHexString(buffer.WrittenSpan)} generated, {Convert.ToHexString(byHand)} by hand.");
            }
        }
    }

    /// <summary>Nanoseconds for each message.</summary>
    private static double Time(Action round)
    {
        long start = Stopwatch.GetTimestamp();
        round();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / MessagesPerRound;
    }

    private static void RunGenerated<TPair>(TPair pair, AmqpBuffer buffer)
        where TPair : struct, IEncodingPair
    {
        for (int left = MessagesPerRound / pair.Count; left > 0; left--)
        {
            for (int index = 0; index < pair.Count; index++)
            {
                pair.WriteGenerated(buffer, index);
            }
        }
    }

    private static void RunByHand<TPair>(TPair pair, byte[] bytes)
        where TPair : struct, IEncodingPair
    {
        for (int left = MessagesPerRound / pair.Count; left > 0; left--)
        {
            for (int index = 0; index < pair.Count; index++)
            {
                pair.WriteByHand(bytes, index);
            }
        }
    }
}
