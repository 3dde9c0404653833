using System.Diagnostics;

namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>Messages that carry the context of the trace they belong to, as application properties. Alone, because a listener hears of every client in the process.</summary>
[Collection(nameof(Traces))]
[CollectionDefinition(nameof(Traces), DisableParallelization = true)]
public sealed class Traces
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task The_context_of_the_callers_activity()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        using Activity ambient = StartAmbient(scenario);
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> letter = scenario.Call("letter", "TellLetterAsync", () => scenario.Notes.TellLetterAsync(Letters.Make(1), TimeSpan.FromSeconds(90), "green"));
        Task<SendOutcome> blob = scenario.TellBlob("blob", 300);
        await AcceptAsync(scenario, a, letter, blob);
    }

    [Fact]
    public async Task A_context_of_the_messages_own_wins()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        using Activity ambient = StartAmbient(scenario);
        Task<SendOutcome> a = scenario.Call(
            "a", "TellTracedAsync(\"a\")", () => scenario.Notes.TellTracedAsync(new Note("a"), "00-11111111111111111111111111111111-2222222222222222-00"));
        await AcceptAsync(scenario, a);
    }

    [Fact]
    public async Task No_context_where_none_is_to_be_carried()
    {
        await using Scenario scenario = Scenario.Begin(options => options.PropagateTraceContext = false);
        await scenario.OpenAsync();
        using Activity ambient = StartAmbient(scenario);
        await AcceptAsync(scenario, scenario.Tell("a"));
    }

    [Fact]
    public async Task The_context_of_the_span_of_each_message()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        using Activity ambient = StartAmbient(scenario);
        using ActivityListener listener = Listen(scenario);
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> b = scenario.TellBlob("b", 100);
        await AcceptAsync(scenario, a, b);
    }

    [Fact]
    public async Task The_context_of_the_span_of_each_item_of_a_list()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        using Activity ambient = StartAmbient(scenario);
        using ActivityListener listener = Listen(scenario);
        Task<IReadOnlyList<SendOutcome>> list = scenario.TellMany("list", nameof(INoteSender.TellAllAsync), scenario.Notes.TellAllAsync, ["a", "b"]);
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_context_of_the_span_of_each_item_of_an_envelope()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        using Activity ambient = StartAmbient(scenario);
        using ActivityListener listener = Listen(scenario);
        Task<IReadOnlyList<SendOutcome>> list = scenario.TellMany("list", nameof(INoteSender.TellBatchAsync), scenario.Notes.TellBatchAsync, ["a", "b"]);
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task The_context_of_a_list_without_spans_for_its_items()
    {
        await using Scenario scenario = Scenario.Begin(options => options.UseCreateSpans = false);
        await scenario.OpenAsync();
        using Activity ambient = StartAmbient(scenario);
        using ActivityListener listener = Listen(scenario);
        Task<IReadOnlyList<SendOutcome>> list = scenario.TellMany("list", nameof(INoteSender.TellAllAsync), scenario.Notes.TellAllAsync, ["a", "b"]);
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().SendDisposition(0, 1, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    private static async Task AcceptAsync(Scenario scenario, params Task<SendOutcome>[] sends)
    {
        await scenario.PeerAsync(peer => peer.Repeat(sends.Length, steps => steps.ExpectTransfer()).SendDisposition(0, (uint)sends.Length - 1, Accepted.Instance));
        foreach (Task<SendOutcome> send in sends)
        {
            await scenario.OutcomeAsync(send);
        }

        await scenario.EndAsync();
    }

    /// <summary>An activity of a known trace; its own id, which is random, is shown as 1.</summary>
    private static Activity StartAmbient(Scenario scenario)
    {
        Activity ambient = new Activity("ambient").SetParentId(ActivityTraceId.CreateFromString(TraceId), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.Recorded);
        ambient.TraceStateString = "vendor=1,other=2";
        ambient.Start();
        scenario.Transcript.Ids.Number($"{ambient.SpanId}", 1);
        return ambient;
    }

    /// <summary>Hears of the spans of the library; their ids are shown as numbers from 2, in the order in which they begin.</summary>
    private static ActivityListener Listen(Scenario scenario)
    {
        int number = 1;
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "TypedSender",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = span => scenario.Transcript.Ids.Number($"{span.SpanId}", ++number),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
