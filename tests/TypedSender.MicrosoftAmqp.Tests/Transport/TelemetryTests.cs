using System.Collections.Concurrent;
using System.Diagnostics;

namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>Spans of sends over Microsoft.Azure.Amqp.</summary>
public sealed class TelemetryTests
{
    [Theory]
    [ClassData(typeof(Ways))]
    public async Task A_span_names_the_address_and_no_server(Way way)
    {
        ConcurrentQueue<Activity> spans = [];
        using Activity parent = new Activity("test").Start();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "TypedSender",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent.TraceId == parent.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        INoteSender notes = await end.CreateAsync<INoteSender>(way);

        await notes.SendAsync(new Note("1")).Within();

        Activity span = Assert.Single(spans);
        Assert.Equal("notes", span.GetTagItem("messaging.destination.name"));
        Assert.Null(span.GetTagItem("server.address"));
    }
}
