using TypedSender.Amqp;

namespace TypedSender.Benchmarks.Encoders;

/// <summary>Events of 256 octets, and one with long texts.</summary>
internal readonly struct EventPair : IEncodingPair
{
    private static readonly Event[] Events = MakeEvents();

    public int Count => Events.Length;

    public void WriteGenerated(AmqpBuffer buffer, int index) => GeneratedCode.Write(buffer, in Events[index]);

    public int WriteByHand(Span<byte> octets, int index) => HandWrittenEvent.Write(octets, in Events[index]);

    private static Event[] MakeEvents()
    {
        EventSource source = new(256);
        return [.. Enumerable.Range(0, 63).Select(_ => source.Next()), new Event(new string('x', 300), "", -1, 7, new byte[300])];
    }
}
