namespace TypedSender.Interop.Tests.Shapes;

/// <summary>Each field of the header (AMQP 1.0, 3.2.1).</summary>
internal static class HeaderShapes
{
    public static IReadOnlyList<Shape> All { get; } =
    [
        With("durable", new() { Durable = true }, "boolean true"),
        With("durable-false", new() { Durable = false }, "boolean false"),
        With("priority", new() { Priority = 9 }, "null, ubyte 9"),
        With("time-to-live", new() { TimeToLive = TimeSpan.FromSeconds(1.5) }, "null, null, uint 1500"),
        With("time-to-live-zero", new() { TimeToLive = TimeSpan.Zero }, "null, null, uint 0"),
        With("first-acquirer", new() { FirstAcquirer = true }, "null, null, null, boolean true"),
        With("all-fields", new() { Durable = true, Priority = 0, TimeToLive = TimeSpan.FromMilliseconds(uint.MaxValue), FirstAcquirer = false }, "boolean true, ubyte 0, uint 4294967295, boolean false"),
    ];

    private static Shape With(string name, EverySection message, string fields) => new($"header-{name}", sender => sender.SendAsync(message), $"header: list [{fields}]\ndata: binary AQ==");
}
