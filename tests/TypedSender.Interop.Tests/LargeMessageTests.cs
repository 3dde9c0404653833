using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests;

/// <summary>Messages of many frames, through windows that close and open again.</summary>
public class LargeMessageTests
{
    [ProtonFact]
    public async Task Five_megabytes_pass_through_frames_of_four_kilobytes()
    {
        byte[] bytes = new byte[5_000_000];
        new Random(1).NextBytes(bytes);
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 2, "--max-frame-size", "4096", "--window", "262144");
        await using SendClient client = new(receiver.Url);
        ITestSender sender = client.GetSender<ITestSender>();

        await sender.SendAsync(new Large { Id = "bytes", Bytes = bytes, After = "after" });
        await sender.SendAsync(new Large { Id = "small", Text = "next" });
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(2);

        Assert.Equal(
            Map((ProtonValue.String("Bytes"), Binary(bytes)), (ProtonValue.String("After"), ProtonValue.String("after"))).Notation,
            messages[0]["amqp-value"]?.Notation);
        Assert.Equal(Map((ProtonValue.String("Text"), ProtonValue.String("next"))), messages[1]["amqp-value"]);
    }

    [ProtonFact]
    public async Task A_long_text_passes_too()
    {
        string text = string.Concat(Enumerable.Repeat("naïve № \U0001F600 ", 70_000));
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1, "--max-frame-size", "4096");
        await using SendClient client = new(receiver.Url);

        await client.GetSender<ITestSender>().SendAsync(new Large { Id = "text", Text = text });
        ProtonMessage message = await receiver.ReadMessageAsync();

        Assert.Equal(Map((ProtonValue.String("Text"), ProtonValue.String(text))).Notation, message["amqp-value"]?.Notation);
    }

    [ProtonFact]
    public async Task A_message_over_the_limit_of_the_link_is_not_sent_and_the_link_lives_on()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1, "--max-message-size", "1000");
        await using SendClient client = new(receiver.Url);
        ITestSender sender = client.GetSender<ITestSender>();

        SendOutcome outcome = await sender.SendForOutcomeAsync(new Large { Id = "large", Text = new string('x', 2000) });
        await sender.SendAsync(new Small(1));
        ProtonMessage message = await receiver.ReadMessageAsync();

        Assert.Equal(SendOutcomeKind.NotSent, outcome.Kind);
        Assert.Equal(SendReason.MessageTooLarge, outcome.Reason);
        Assert.Equal(Map((ProtonValue.String("Number"), Int(1))), message["amqp-value"]);
    }
}
