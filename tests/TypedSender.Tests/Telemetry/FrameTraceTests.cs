using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Engine;
using TypedSender.Testing;

namespace TypedSender.Tests.Telemetry;

/// <summary>The frame trace shows what goes over the connection, and nothing that is not the log's business.</summary>
public sealed class FrameTraceTests
{
    [Fact]
    public async Task Every_frame_of_both_directions_is_shown_in_order_without_passwords_bodies_and_values_of_properties()
    {
        using RecordingLog log = new(TypedSenderTelemetry.FrameTraceCategory);
        InProcessBrokerOptions options = new() { AllowAnonymous = false };
        options.Users["shop"] = Canary.Password;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        broker.CreateQueue("notes").SettleNext(Settlement.Accept, Settlement.Reject("amqp:precondition-failed", "line\r\nforged"));
        await using (SendClient client = new($"amqp://shop:{Canary.Password}@127.0.0.1:{broker.Port}", configure =>
        {
            configure.LoggerFactory = log;
            configure.ContainerId = "till-7";
            configure.ConnectionProperties["license"] = Canary.Content;
        }))
        {
            INoteSender notes = client.GetSender<INoteSender>();
            await notes.TellAsync(new Note(Canary.Content)).Within();
            await notes.TellAsync(new Note(Canary.Content)).Within();
        }

        await log.WaitForAsync(entry => entry.Id == 9001 && entry.Text.Contains("close", StringComparison.Ordinal));
        Assert.All(log.Entries, entry => Assert.Equal((LogLevel.Trace, TypedSenderTelemetry.FrameTraceCategory), (entry.Level, entry.Category)));
        string text = string.Join('\n', log.Entries.Select(entry => $"{entry.Id} {Regex.Replace(entry.Text, @"(From|To) 127\.0\.0\.1:\d+: ", "")}"));
        Assert.DoesNotContain(Canary.Mark, text, StringComparison.Ordinal);
        ExpectInOrder(
            text,
            "9006 protocol header 41 4D 51 50 03 01 00 00",
            "9005 protocol header 41 4D 51 50 03 01 00 00",
            "9003 sasl-mechanisms sasl-server-mechanisms=['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN']",
            "9004 sasl-init mechanism='SCRAM-SHA-512' initial-response=(redacted) hostname='127.0.0.1'",
            "9003 sasl-challenge challenge=(redacted)",
            "9004 sasl-response response=(redacted)",
            "9003 sasl-challenge challenge=(redacted)",
            "9004 sasl-response response=(redacted)",
            "9003 sasl-outcome code=0",
            "9006 protocol header 41 4D 51 50 00 01 00 00",
            "9005 protocol header 41 4D 51 50 00 01 00 00",
            "9002 channel 0 open container-id='till-7' hostname='127.0.0.1' max-frame-size=65536",
            "properties={'product', 'version', 'platform', 'license'}",
            "9001 channel 0 open container-id='in-process-broker'",
            "9002 channel 0 begin ",
            "9002 channel 0 attach name='till-7-",
            "' handle=0 role=sender snd-settle-mode=0 ",
            "target=target(address='notes'",
            "9001 channel 0 flow ",
            "link-credit=1000",
            "9002 channel 0 transfer handle=0 delivery-id=0 delivery-tag=0000000000000000 message-format=0 ",
            "payload=(31 bytes)",
            "9001 channel 0 disposition role=receiver first=0 ",
            "state=accepted()",
            "9002 channel 0 transfer handle=0 delivery-id=1 ",
            "9001 channel 0 disposition role=receiver first=1 ",
            "state=rejected(error=error(condition='amqp:precondition-failed' description='line  forged'))",
            "9002 channel 0 close",
            "9001 channel 0 close");
    }

    [Fact]
    public async Task Nothing_is_traced_unless_the_log_wants_that_category()
    {
        using RecordingLog log = new(typeof(SendClient).FullName!);
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        await using (SendClient client = new(broker.Url, options => options.LoggerFactory = log))
        {
            await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();
        }

        await log.WaitForAsync(entry => entry.Id == 1005);
        Assert.DoesNotContain(log.Entries, entry => entry.Id >= 9000);
    }

    [Fact]
    public async Task What_a_slow_log_does_not_take_is_counted_and_not_kept()
    {
        using ManualResetEventSlim gate = new(initialState: false);
        using RecordingLog log = new(TypedSenderTelemetry.FrameTraceCategory) { Before = () => gate.Wait(TimeSpan.FromSeconds(20)) };
        SendClientSettings settings = SendClientSettings.Create(new SendClientOptions { LoggerFactory = log });
        IFrameTrace trace = FrameTrace.Create(settings, settings.Endpoints[0])!;

        for (int frame = 0; frame < 10_000; frame++)
        {
            trace.OnFrame(isIncoming: true, isSasl: false, channel: 0, []);
        }

        gate.Set();
        await log.WaitForAsync(entry => entry.Id == 9007);

        int shown = log.Entries.Count(entry => entry.Id == 9001);
        Assert.InRange(shown, 4096, 4097);
        Assert.Equal($"{10_000 - shown} frames to and from localhost:5672 are not shown: the log did not keep up", log.Entries[^1].Text);
    }

    private static void ExpectInOrder(string text, params string[] parts)
    {
        int position = 0;
        foreach (string part in parts)
        {
            int found = text.IndexOf(part, position, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' does not follow in:\n{text[position..]}");
            position = found + part.Length;
        }
    }
}
