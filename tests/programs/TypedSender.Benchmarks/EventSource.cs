using System.Globalization;

namespace TypedSender.Benchmarks;

/// <summary>A row of events that costs nothing to make: the texts are made once.</summary>
internal sealed class EventSource
{
    private const int IdCount = 1024;

    private static readonly string[] Ids = [.. Enumerable.Range(0, IdCount).Select(number => string.Create(CultureInfo.InvariantCulture, $"msg-{number:d10}"))];
    private readonly byte[] _body;
    private long _number;

    public EventSource(int bodySize)
    {
        _body = new byte[bodySize];
        _body.AsSpan().Fill(0x5A);
    }

    public Event Next()
    {
        long number = _number++;
        return new Event(Ids[number & (IdCount - 1)], "eu-west-1", 3, 1_700_000_000_000 + number, _body);
    }
}
