using TypedSender.Amqp;

namespace TypedSender.Benchmarks.Encoders;

/// <summary>The same messages, encoded by what the generator made and by hand.</summary>
internal interface IEncodingPair
{
    /// <summary>How many messages there are.</summary>
    int Count { get; }

    /// <summary>Encodes one with the generated code.</summary>
    void WriteGenerated(AmqpBuffer buffer, int index);

    /// <summary>Encodes one with the code written by hand.</summary>
    /// <returns>How many bytes it has.</returns>
    int WriteByHand(Span<byte> bytes, int index);
}
