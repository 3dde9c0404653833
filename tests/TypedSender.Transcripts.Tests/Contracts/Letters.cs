namespace TypedSender.Transcripts.Tests.Contracts;

/// <summary>Makes letters, each the same in each run.</summary>
internal static class Letters
{
    public static Letter Make(int number, string partitionKey = "k") => new(
        new Guid(number, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        "thread",
        "recipient",
        "sender",
        "group",
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        partitionKey,
        number,
        1.25m,
        "hello",
        123_456_789);
}
