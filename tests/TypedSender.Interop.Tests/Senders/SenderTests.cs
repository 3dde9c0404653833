using System.Text.RegularExpressions;
using TypedSender.Amqp;
using TypedSender.Interop.Tests.Differential;
using TypedSender.Interop.Tests.GoldenVectors;
using TypedSender.Interop.Tests.Readers;
using TypedSender.Interop.Tests.Shapes;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests.Senders;

/// <summary>Senders of other implementations at the in-process broker: the receiver of this library reads what they were told to send, and they are told the outcomes.</summary>
public partial class SenderTests
{
    public static TheoryData<string> Implementations => new(ReaderNames.NetLite, ReaderNames.MicrosoftAmqp);

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task The_receiver_reads_every_form_as_it_was_sent(string implementation)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("forms");
        await using IPeerSender sender = await IPeerSender.OpenAsync(implementation, broker, "forms");
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "forms");
        List<string> wrong = [];

        // It cannot send what it does not read.
        Shape[] shapes = [.. ShapeTable.All.Where(shape => DisagreementTable.Find(implementation, shape.Name) is null)];
        foreach (Shape shape in shapes)
        {
            string? difference = Readings.Difference(shape, await SendAsync(sender, receiver, shape));
            string? known = SenderDisagreement.Find(implementation, shape.Name)?.Seen;
            if (difference != known)
            {
                wrong.Add($"{shape.Name}\n  seen:  {difference ?? "what was sent"}\n  table: {known ?? "what was sent"}");
            }
        }

        Assert.InRange(shapes.Length, 100, ShapeTable.All.Count);
        Assert.True(wrong.Count == 0, $"{implementation} and the table differ in {wrong.Count} forms:\n{string.Join('\n', wrong)}");
    }

    /// <summary>12.50 as Microsoft.Azure.Amqp writes it.</summary>
    [Fact]
    public void A_decimal_with_a_misplaced_exponent_becomes_no_decimal() => Assert.False(new AmqpDecimal128(0x0C3C_0000_0000_0000, 0x04E2).TryToDecimal(out _));

    [Theory]
    [MemberData(nameof(Implementations))]
    public async Task They_are_told_each_outcome(string implementation)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("outcomes");
        queue.SettleNext(Settlement.Accept, Settlement.Reject("test:refused", "refused by the test"), Settlement.Release, Settlement.Modify(deliveryFailed: true, undeliverableHere: true));
        await using IPeerSender sender = await IPeerSender.OpenAsync(implementation, broker, "outcomes");
        GoldenFile file = GoldenFile.Load("body-raw");

        Assert.Equal("accepted", await sender.SendAsync(file));
        Assert.Equal("rejected test:refused", await sender.SendAsync(file));
        Assert.Equal("released", await sender.SendAsync(file));
        Assert.Equal("modified, undeliverable here", await sender.SendAsync(file));
    }

    private static async Task<string> SendAsync(IPeerSender sender, AmqpReceiver receiver, Shape shape)
    {
        Assert.Equal("accepted", await sender.SendAsync(GoldenFile.Load(shape.Name)));
        ReceivedMessage message = await receiver.ReceiveAsync().Within();
        await message.AcceptAsync().Within();
        string sections = TrailingNulls().Replace(OurCodec.Sections(message.Bytes.ToArray()), "$1$2]");
        return message.MessageFormat == Shape.EnvelopeFormat ? Readings.Unpack(sections, OurCodec.Sections) : sections;
    }

    /// <summary>Fields behind the last that is set: null and absent are the same (AMQP 1.0, 1.4).</summary>
    [GeneratedRegex(@"^((?:header|properties): list \[)(.*?)(?:, null)+\]$", RegexOptions.Multiline)]
    private static partial Regex TrailingNulls();
}
