using TypedSender.Amqp;

namespace TypedSender.Benchmarks.Encoders;

/// <summary>Events of 256 bytes, and one with long texts.</summary>
internal readonly struct EventPair : IEncodingPair
{
    private static readonly Event[] Events = MakeEvents();

    public int Count => Events.Length;

    public void WriteGenerated(AmqpBuffer buffer, int index) => GeneratedCode.Write(buffer, in Events[index]);

    public int WriteByHand(Span<byte> bytes, int index) => HandWrittenEvent.Write(bytes, in Events[index]);

    private static Event[] MakeEvents()
    {
        EventSource source = new(256);
        return [.. Enumerable.Range(0, 63).Select(_ => source.Next()), new Event(new string('x', 300), "", -1, 7, new byte[300])];
    }
}
