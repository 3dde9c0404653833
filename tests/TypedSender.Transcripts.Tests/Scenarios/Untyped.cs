using TypedSender.Amqp;

namespace TypedSender.Transcripts.Tests.Scenarios;

/// <summary>Untyped messages: on the link of an interface, and by a sender for an address.</summary>
public sealed class Untyped
{
    private static readonly AmqpMessage Full = new()
    {
        Header = new Header { Priority = 6 },
        DeliveryAnnotations = new AmqpMap { [new AmqpSymbol("hop")] = 1u },
        MessageAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-region")] = "north", [3ul] = true },
        Properties = new Properties { MessageId = new byte[] { 1, 2 }, Subject = "s", CorrelationId = 7ul },
        ApplicationProperties = new AmqpMap { ["a"] = 1 },
        Data = [[1, 2, 3], [4]],
        Footer = new AmqpMap { [new AmqpSymbol("crc")] = 255 },
    };

    [Fact]
    public async Task Every_section_among_the_messages_of_an_interface()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        Task<SendOutcome> a = scenario.Tell("a");
        Task<SendOutcome> full = Send(scenario, scenario.Sender, "full", Full);
        await scenario.PeerAsync(peer => peer.ExpectTransfer().ExpectTransfer().SendDisposition(0, 0, Accepted.Instance).SendDisposition(1, null, new Rejected()));
        await scenario.OutcomeAsync(a);
        await scenario.OutcomeAsync(full);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task By_a_sender_for_an_address()
    {
        await using Scenario scenario = Scenario.Begin();
        MessageSender sender = scenario.Client.GetMessageSender("letters", new SenderOptions { ReceiveSettleMode = ReceiverSettleMode.Second, LinkProperties = { ["team"] = "green" } });
        Task<SendOutcome> sequences = Send(scenario, sender, "sequences", new AmqpMessage { Sequences = [[1, "x"], [null]] });
        await scenario.AcceptSenderAsync();
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomeAsync(sequences);
        await scenario.EndAsync();
    }

    [Fact]
    public async Task In_an_envelope_after_one_that_cannot_be_encoded()
    {
        await using Scenario scenario = Scenario.Begin();
        await scenario.OpenAsync();
        AmqpMessage[] messages = [new() { Footer = new AmqpMap { ["crc"] = 1 }, Value = 1 }, Full, new() { Value = "b" }];
        Task<IReadOnlyList<SendOutcome>> list = scenario.Call("list", "SendEnvelopesForOutcomesAsync", () => scenario.Sender.SendEnvelopesForOutcomesAsync(messages).AsTask());
        await scenario.PeerAsync(peer => peer.ExpectTransfer().SendDisposition(0, null, Accepted.Instance));
        await scenario.OutcomesAsync(list);
        await scenario.EndAsync();
    }

    private static Task<SendOutcome> Send(Scenario scenario, MessageSender sender, string name, AmqpMessage message) =>
        scenario.Call(name, "SendForOutcomeAsync", () => sender.SendForOutcomeAsync(message).AsTask());
}
