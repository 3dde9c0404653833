using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Telemetry;

/// <summary>The frame trace of one sender shows the frames of its link, and of no other on the connection.</summary>
public sealed class SenderFrameTraceTests
{
    [Fact]
    public async Task The_frames_of_its_link_alone_are_shown_in_order_and_redacted()
    {
        using RecordingLog log = new("notes", TypedSenderTelemetry.FrameTraceCategory);
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").SettleNext(Settlement.Accept, Settlement.Reject("shop:closed"));
        broker.CreateQueue("others");
        SenderOptions options = new() { FrameLogger = log.CreateLogger("notes"), LinkProperties = { ["license"] = Canary.Content } };
        await using SendClient client = new(broker.Url, configure => configure.LoggerFactory = log);
        MessageSender other = client.GetMessageSender("others");
        MessageSender notes = client.GetMessageSender("notes", options);
        Assert.Same(notes, client.GetMessageSender("notes", options));

        await other.SendAsync(Message()).Within();
        await notes.SendAsync(Message()).Within();
        await other.SendAsync(Message()).Within();
        Assert.Equal(SendOutcomeKind.Rejected, (await notes.SendForOutcomeAsync(Message()).Within()).Kind);
        await notes.SendForOutcomeAsync(Message()).Within();
        await notes.CloseAsync().Within();
        await other.SendAsync(Message()).Within();
        await client.CloseAsync().Within();

        await log.WaitForAsync(entry => entry.Category == "notes" && entry.Id == 9001 && entry.Text.Contains(" detach ", StringComparison.Ordinal));
        await log.WaitForAsync(entry => entry.Category != "notes" && entry.Id == 9001 && entry.Text.Contains(" close", StringComparison.Ordinal));
        string[] lines = [.. log.Entries.Where(entry => entry.Category == "notes").Select(entry => $"{entry.Level} {entry.Id} {Regex.Replace(entry.Text, @"^(From|To) 127\.0\.0\.1:\d+: channel 0 ", "")}")];
        string[] starts =
        [
            "Trace 9002 attach name='", "Trace 9001 attach name='", "Trace 9001 flow ",
            "Trace 9002 transfer handle=1 delivery-id=1 ", "Trace 9001 disposition role=receiver first=1 settled=true state=accepted()",
            "Trace 9002 transfer handle=1 delivery-id=3 ", "Trace 9001 disposition role=receiver first=3 settled=true state=rejected(error=error(condition='shop:closed'",
            "Trace 9002 transfer handle=1 delivery-id=4 ", "Trace 9001 disposition role=receiver first=4 settled=true state=accepted()",
            "Trace 9002 detach handle=1 closed=true", "Trace 9001 detach handle=",
        ];
        Assert.Equal(starts.Length, lines.Length);
        Assert.All(starts.Zip(lines), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Contains("target=target(address='notes'", lines[0], StringComparison.Ordinal);
        Assert.Contains("properties={'license'}", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(log.Entries, entry => entry.Text.Contains(Canary.Mark, StringComparison.Ordinal));

        // The trace of the whole connection goes on beside it and after it.
        string[] all = [.. log.Entries.Where(entry => entry.Category == TypedSenderTelemetry.FrameTraceCategory && entry.Id == 9002).Select(entry => entry.Text)];
        Assert.Equal(2, all.Count(text => text.Contains(" attach ", StringComparison.Ordinal)));
        Assert.Equal(6, all.Count(text => text.Contains(" transfer ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Answers_in_mode_second_and_links_that_come_after_it_are_shown()
    {
        using RecordingLog log = new("notes");
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        broker.CreateQueue("others");
        queue.AttachResponse = new AttachResponse { ReceiveSettleMode = ReceiverSettleMode.Second };
        await using SendClient client = new(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        MessageSender notes = client.GetMessageSender("notes", new SenderOptions { FrameLogger = log.CreateLogger("notes") });
        MessageSender other = client.GetMessageSender("others");
        EventLog<SenderAttachment> attached = new();
        notes.Attached += (_, each) => attached.Add(each.Attachment);

        await Task.WhenAll(Enumerable.Range(0, 5).SelectMany(_ => new[] { notes.SendAsync(Message()).AsTask(), other.SendAsync(Message()).AsTask() })).Within();
        await queue.Messages[^1].WaitForSettlementAsync().Within();
        queue.Messages[0].Link!.Detach("amqp:link:detach-forced");
        await attached.WaitForCountAsync(2);
        await notes.SendAsync(Message()).Within();
        broker.AbortConnections();
        await attached.WaitForCountAsync(3);
        await notes.SendAsync(Message()).Within();

        await log.WaitForAsync(entry => entry.Id == 9001 && entry.Text.Contains(" disposition ", StringComparison.Ordinal) && log.Entries.Count(each => each.Text.Contains(" transfer ", StringComparison.Ordinal)) == 7);
        Assert.Equal(3, log.Entries.Count(entry => entry.Id == 9002 && entry.Text.Contains(" attach ", StringComparison.Ordinal)));
        Assert.Contains(log.Entries, entry => entry.Id == 9002 && entry.Text.Contains(" disposition role=sender ", StringComparison.Ordinal));
        Assert.Contains(log.Entries, entry => entry.Id == 9001 && entry.Text.Contains("condition='amqp:link:detach-forced'", StringComparison.Ordinal));
        Assert.Equal(7, log.Entries.Count(entry => entry.Text.Contains(" transfer ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_logger_that_does_not_want_them_is_asked_once_and_gets_none()
    {
        using RecordingLog log = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        CountingLogger logger = new();
        await using (SendClient client = new(broker.Url))
        {
            MessageSender notes = client.GetMessageSender("notes", new SenderOptions { FrameLogger = logger });
            await notes.SendAsync(Message()).Within();
            await notes.SendAsync(Message()).Within();
        }

        Assert.Equal((1, 0), (logger.Asked, logger.Written));
    }

    private static AmqpMessage Message() => new() { Value = Canary.Content };

    private sealed class CountingLogger : ILogger
    {
        public int Asked { get; private set; }

        public int Written { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel)
        {
            Asked++;
            return false;
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Written++;
    }
}
