using TypedSender.Amqp;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Interop.Tests.Readers;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Interop.Tests.Listeners;

/// <summary>This library's client at brokers on AMQPNetLite's ContainerHost and Microsoft.Azure.Amqp's AmqpConnectionListener: verdicts, sizes, settling, credit.</summary>
public class ListenerTests
{
    public static TheoryData<string> Implementations => new(ReaderNames.NetLite, ReaderNames.MicrosoftAmqp);

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task Each_verdict_comes_back_with_its_error_and_annotations(string implementation)
    {
        SendOutcomeKind[] kinds = [SendOutcomeKind.Accepted, SendOutcomeKind.Rejected, SendOutcomeKind.Released, SendOutcomeKind.Modified];
        using ListenerBroker broker = ListenerBroker.Start(implementation, new ListenerSettings { VerdictOf = number => new Verdict(kinds[number % 4]) });
        await using SendClient client = broker.Connect();

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<ITestSender>().SendAllAsync(Numbers(8)).Within();

        Assert.Equal([.. kinds, .. kinds], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal((Verdict.Condition, Verdict.Description), (outcomes[1].Error?.Condition.Value, outcomes[1].Error?.Description));
        Assert.True(outcomes[3].DeliveryFailed);
        Assert.True(outcomes[3].UndeliverableHere);
        Assert.Equal(Verdict.AnnotationValue, outcomes[3].MessageAnnotations?[new AmqpSymbol(Verdict.Annotation)]);
    }

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task Five_mebibytes_arrive(string implementation)
    {
        using ListenerBroker broker = ListenerBroker.Start(implementation);
        await using SendClient client = broker.Connect();

        await AssertArrivesAsync(broker, client, 5 * 1024 * 1024);
    }

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task Many_frames_of_512_bytes_make_a_message(string implementation)
    {
        using ListenerBroker broker = ListenerBroker.Start(implementation, new ListenerSettings { MaxFrameSize = 512 });
        await using SendClient client = broker.Connect();

        await AssertArrivesAsync(broker, client, 200_000);
        await AssertArrivesAsync(broker, client, 10);
    }

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task A_list_arrives_whole_and_in_order(string implementation)
    {
        const int Count = 2_000;
        using ListenerBroker broker = ListenerBroker.Start(implementation);
        await using SendClient client = broker.Connect();

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<ITestSender>().SendAllAsync(Numbers(Count)).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Enumerable.Range(0, Count).Select(Expected), (await broker.ReadAsync(Count)).Select(message => message.Sections));
    }

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task What_is_sent_settled_arrives(string implementation)
    {
        using ListenerBroker broker = ListenerBroker.Start(implementation);
        await using SendClient client = broker.Connect();
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });

        Assert.Equal(SendOutcome.Unconfirmed, await sender.SendForOutcomeAsync(new Small(1)).Within());
        Assert.Equal(SendOutcome.Unconfirmed, await sender.SendForOutcomeAsync(new Small(2)).Within());

        Assert.Equal([Expected(1), Expected(2)], (await broker.ReadAsync(2)).Select(message => message.Sections));
    }

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task Where_the_receiver_settles_second_the_sender_settles_with_the_verdict(string implementation)
    {
        using ListenerBroker broker = ListenerBroker.Start(implementation, new ListenerSettings { SettleSecond = true });
        await using SendClient client = broker.Connect();
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { ReceiveSettleMode = ReceiverSettleMode.Second });

        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(new Small(1)).Within());
        await broker.Settled.Task.Within();
    }

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task An_envelope_is_one_delivery_of_its_own_format(string implementation)
    {
        using ListenerBroker broker = ListenerBroker.Start(implementation);
        await using SendClient client = broker.Connect();

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<ITestSender>().SendInEnvelopesAsync(Numbers(1_000)).Within();
        ArrivedMessage message = await broker.ReadAsync();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Shapes.Shape.EnvelopeFormat, message.MessageFormat);
        Assert.Equal(1_000, message.Sections.Split('\n').Count(line => line.StartsWith("data: ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task Without_credit_nothing_is_sent_and_with_credit_for_one_one_is(string implementation)
    {
        using ListenerBroker broker = ListenerBroker.Start(implementation, new ListenerSettings { Credit = 0 });
        await using SendClient client = broker.Connect();
        ITestSender sender = client.GetSender<ITestSender>();
        await client.GetMessageSender(sender).OpenAsync().Within();

        Task<SendOutcome>[] sends = [.. Numbers(3).Select(number => sender.SendForOutcomeAsync(number).AsTask())];
        Assert.DoesNotContain(sends, send => send.IsCompleted);
        broker.GrantCredit(1);
        Assert.Equal(SendOutcome.Accepted, await sends[0].Within());
        Assert.False(sends[1].IsCompleted);
        Assert.False(sends[2].IsCompleted);
        broker.GrantCredit(2);

        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal([Expected(0), Expected(1), Expected(2)], (await broker.ReadAsync(3)).Select(message => message.Sections));
    }

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task Credit_for_one_at_a_time_is_enough(string implementation)
    {
        using ListenerBroker broker = ListenerBroker.Start(implementation, new ListenerSettings { Credit = 1 });
        await using SendClient client = broker.Connect();

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<ITestSender>().SendAllAsync(Numbers(50)).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Enumerable.Range(0, 50).Select(Expected), (await broker.ReadAsync(50)).Select(message => message.Sections));
    }

    private static Small[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(number => new Small(number))];

    private static string Expected(int number) => $"amqp-value: {ProtonValue.Map((ProtonValue.String("Number"), ProtonValue.Int(number)))}";

    private static async Task AssertArrivesAsync(ListenerBroker broker, SendClient client, int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(number => (byte)(number * 7))];

        await client.GetSender<ITestSender>().SendAsync(new Large { Id = "large", Bytes = bytes }).Within();
        ArrivedMessage message = await broker.ReadAsync();

        string expected = $"properties: list [string \"large\"]\namqp-value: {ProtonValue.Map((ProtonValue.String("Bytes"), ProtonValue.Binary(bytes)))}";
        Assert.True(expected == message.Sections, $"{length} bytes arrived otherwise: {message.Sections.Length} characters.");
    }
}
