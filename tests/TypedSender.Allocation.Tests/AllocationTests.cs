using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace TypedSender.Allocation.Tests;

/// <summary>
/// A send allocates nothing: the bytes of the whole process, over at least 200,000 sends to a sink in another process. Output buffers double until
/// they have met their high-water mark of 1 MiB, whenever the sink first falls behind so far: that is 4 MiB once, not per send, so the fast modes run longer.
/// </summary>
public class AllocationTests(ITestOutputHelper output)
{
    public static TheoryData<string, string, int> Modes => new()
    {
        { "settled", "", 8_000_000 },
        { "settled", "cancellable", 8_000_000 },
        { "settled", "traced", 8_000_000 },
        { "settled", "untyped", 8_000_000 },
        { "unsettled-1", "", 200_000 },
        { "unsettled-1", "cancellable", 200_000 },
        { "unsettled-1", "traced", 200_000 },
        { "unsettled-1", "untyped cancellable", 200_000 },
        { "unsettled-1000", "", 2_000_000 },
        { "unsettled-1000", "cancellable", 2_000_000 },
        { "unsettled-1000", "traced", 2_000_000 },
        { "unsettled-1000", "untyped traced", 2_000_000 },
        { "queue", "", 1_000_000 },
        { "queue", "traced", 1_000_000 },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_send_allocates_less_than_one_byte(string mode, string variant, int sends)
        => Assert.InRange(await MeasureAsync(mode, variant, sends), 0, 0.9999);

    /// <summary>A body of 1 MiB is read where it lies: what a send of it allocates is less than a two-hundredth of it, the growth of output buffers included.</summary>
    [Theory]
    [InlineData("large")]
    [InlineData("large-in-pieces")]
    public async Task A_large_body_allocates_nothing_that_grows_with_it(string mode)
        => Assert.InRange(await MeasureAsync(mode, variant: "", sends: 2000), 0, 4096);

    /// <summary>What MaxPendingBytes allows is what the messages take up: within an eighth, whether the message or what keeps track of it weighs more.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(300)]
    [InlineData(1000)]
    [InlineData(8000)]
    [InlineData(40_000)]
    public Task Waiting_messages_take_up_as_much_memory_as_the_limit_allows(int bytes) => MeasureMemoryAsync("waiting", bytes);

    /// <summary>What MaxBytes of a queue allows, likewise.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(1000)]
    [InlineData(8000)]
    [InlineData(40_000)]
    public Task Queued_messages_take_up_as_much_memory_as_the_limit_allows(int bytes) => MeasureMemoryAsync("queued", bytes);

    private async Task MeasureMemoryAsync(string what, int bytes)
    {
        await using SiblingProcess probe = SiblingProcess.Start("TypedSender.AllocationProbe", what, $"{bytes}");

        string result = await probe.ReadLineAsync();

        output.WriteLine(result);
        using JsonDocument document = JsonDocument.Parse(result);
        Assert.Equal("QueueFull", document.RootElement.GetProperty("reason").GetString());
        double limit = document.RootElement.GetProperty("limit").GetInt64();
        Assert.InRange(document.RootElement.GetProperty("heap").GetInt64(), limit * 7 / 8, limit * 9 / 8);
    }

    private async Task<double> MeasureAsync(string mode, string variant, int sends)
    {
        await using SiblingProcess sink = SiblingProcess.Start("TypedSender.RawSink");
        string port = (await sink.ReadLineAsync())["listening ".Length..];
        string[] arguments = [port, mode, .. variant.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--sends", $"{sends}"];
        await using SiblingProcess probe = SiblingProcess.Start("TypedSender.AllocationProbe", arguments);

        string result = await probe.ReadLineAsync();

        output.WriteLine(result);
        using JsonDocument document = JsonDocument.Parse(result);
        Assert.Equal(sends, document.RootElement.GetProperty("sends").GetInt32());
        return document.RootElement.GetProperty("perSend").GetDouble();
    }
}
