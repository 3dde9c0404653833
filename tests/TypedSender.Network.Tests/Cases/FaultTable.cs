using TypedSender.Network.Tests.Faults;
using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Cases;

/// <summary>When a fault befalls a connection.</summary>
internal enum Phase
{
    /// <summary>While it is being made: TLS, protocol headers, SASL, open.</summary>
    Handshake,

    /// <summary>While nothing but signs of life passes.</summary>
    Idle,

    /// <summary>While small messages are on their way.</summary>
    InFlight,

    /// <summary>While messages of many frames are on their way.</summary>
    MultiFrame,
}

/// <summary>Each fault by its name, at the points of a phase where it is to strike.</summary>
internal static class FaultTable
{
    public static IReadOnlyList<string> Names { get; } =
        ["latency", "bandwidth", "slicer", "coalesce", "limit_data", "timeout", "half_close", "reset_peer", "down", "slow_close", "bitflip", "refuse_window"];

    public static IReadOnlyList<Fault> Make(string name, Phase phase, bool isSecured)
    {
        long[] points = Points(phase, isSecured);
        return name switch
        {
            "latency" => [new Latency(seed: 4711)],
            "bandwidth" => [new Bandwidth()],
            "slicer" => [new Slicer(seed: 4711)],
            "coalesce" => [new Coalesce()],

            // While idle, in the middle of a sign of life.
            "limit_data" => [.. (phase == Phase.Idle ? [4] : points).SelectMany(after => (Fault[])[new LimitData(after, resets: true), new LimitData(after, resets: false)])],
            "timeout" => [.. points.Select(after => new Freeze(after))],
            "half_close" => [.. points.SelectMany(after => (Fault[])[new HalfClose(after, Direction.Up), new HalfClose(after, Direction.Down)])],
            "reset_peer" => [.. AnswerPoints(phase).Select(after => new ResetPeer(after))],
            "down" => [.. points.Select(after => new Down(after))],
            "slow_close" => [.. points.Select(after => new SlowClose(after))],
            "bitflip" => Flips(phase, isSecured),
            "refuse_window" => [.. points.Select(after => new RefuseWindow(after, count: 3))],
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    /// <summary>After how many of the client's bytes, counted from when the fault is armed.</summary>
    private static long[] Points(Phase phase, bool isSecured) => (phase, isSecured) switch
    {
        // In the first header, in SASL, in open; and in TLS's first record, at its end, and behind it.
        (Phase.Handshake, false) => [3, 40, 120],
        (Phase.Handshake, true) => [3, 250, 600],
        (Phase.Idle, _) => [0],
        (Phase.InFlight, _) => [2500],
        _ => [100_000],
    };

    /// <summary>After how many bytes of what the broker answers.</summary>
    private static long[] AnswerPoints(Phase phase) => phase switch
    {
        Phase.Handshake => [1, 10, 60],
        Phase.Idle => [0],
        _ => [1],
    };

    private static Fault[] Flips(Phase phase, bool isSecured) => (phase, isSecured) switch
    {
        // Headers, the size of the first SASL frame, and the name of the mechanism.
        (Phase.Handshake, false) => [.. Numbered(Direction.Up, 0, 7, 8, 28), .. Numbered(Direction.Down, 0, 7, 8)],
        (Phase.Handshake, true) => [.. Numbered(Direction.Up, 0, 5, 60), .. Numbered(Direction.Down, 0, 5, 60, 400)],
        (Phase.Idle, false) => [new BitFlip(Direction.Up, FlippedByte.FrameSize, 0), new BitFlip(Direction.Down, FlippedByte.FrameSize, 0)],
        (Phase.Idle, true) => [.. Numbered(Direction.Up, 0, 3, 20), .. Numbered(Direction.Down, 0, 3, 20)],
        (Phase.InFlight, false) => Frames(5),
        (Phase.MultiFrame, false) => Frames(15),
        _ => [.. Numbered(Direction.Up, 0, 3, 2500), .. Numbered(Direction.Down, 0, 3, 20)],
    };

    /// <summary>What nothing protects: a size that cannot be is seen at once, a byte of a payload arrives as another and nobody can see it.</summary>
    private static Fault[] Frames(int number) =>
    [
        new BitFlip(Direction.Up, FlippedByte.FrameSize, number),
        new BitFlip(Direction.Up, FlippedByte.FrameEnd, number, cutsOff: false),
        new BitFlip(Direction.Down, FlippedByte.FrameSize, 0),
    ];

    private static IEnumerable<Fault> Numbered(Direction direction, params int[] numbers) => numbers.Select(number => new BitFlip(direction, FlippedByte.Numbered, number));
}
