using TypedSender.Amqp.Messages;
using TypedSender.Testing;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Sending;

/// <summary>Messages that name an address with a password in it: refused before anything is sent, and without a word of it.</summary>
public sealed class RelaySecretTests
{
    public static TheoryData<string, bool> Addresses { get; } = new()
    {
        { "amqps://user:{password}@host/notes", true },
        { "amqps://user:{password}@host/notes", false },
        { "Endpoint=sb://host/;SharedAccessKeyName=name;SharedAccessKey={password}", true },
        { "Endpoint=sb://host/;SharedAccessKeyName=name;SharedAccessKey={password}", false },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task They_are_refused_and_the_address_appears_nowhere(string address, bool relays)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { AnonymousRelay = relays, CreateQueuesOnDemand = true });
        var log = new RecordingLog(typeof(SendClient).FullName!);
        await using SendClient client = new(broker.Url, options => options.LoggerFactory = log);
        MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous });
        await sender.OpenAsync().Within();
        AmqpMessage message = new() { Properties = new Properties { To = Canary.In(address) }, Value = 1 };

        SendOutcome outcome = await sender.SendForOutcomeAsync(message).Within();
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => sender.SendAsync(message).Within());
        bool isTaken = sender.TryEnqueue(message, out _);
        SendQueueReport report = await sender.FlushAsync().Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.EncodingFailed), (outcome.Kind, outcome.Reason));
        Assert.StartsWith("The property 'to' of the message holds a user name or a password, as of a URL or a connection string. The message was not sent.", thrown.Message, StringComparison.Ordinal);
        Assert.True(isTaken);
        Assert.Equal(SendReason.EncodingFailed, Assert.Single(report.Failed).Outcome.Reason);
        Assert.DoesNotContain(Canary.Mark, outcome + thrown.ToString() + report.Failed[0], StringComparison.Ordinal);
        Assert.DoesNotContain(log.Entries, entry => entry.Text.Contains(Canary.Mark, StringComparison.Ordinal));
        Assert.DoesNotContain(broker.Links, link => !string.IsNullOrEmpty(link.Address));
    }
}
