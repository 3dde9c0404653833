using TypedSender.Amqp;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Testing.Tests;

/// <summary>What a recording transport was given, read as contracts.</summary>
public sealed class RecordingReadTests
{
    [Fact]
    public async Task Messages_are_read_in_order_and_those_of_an_envelope_one_by_one()
    {
        var recording = new RecordingTransport();
        IReadSender sender = TypedSenders.Create<IReadSender>(recording);
        await sender.SendAsync(new ReadItem("a", 1));
        await sender.SendTogetherAsync([new ReadItem("b", 2), new ReadItem("c", 3)]);

        Assert.Equal([new ReadItem("a", 1), new ReadItem("b", 2), new ReadItem("c", 3)], recording.Sent<ReadItem>());
        Assert.Equal(new ReadItem("a", 1), recording.Messages[0].Read<ReadItem>());
    }

    [Fact]
    public async Task A_message_of_another_contract_throws_and_names_the_member()
    {
        var recording = new RecordingTransport();
        await TypedSenders.Create<IReadSender>(recording).SendOtherAsync(new OtherItem("a"));

        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => recording.Sent<ReadItem>());
        Assert.Equal("ReadItem.Name", exception.Member);
    }
}

/// <summary>A contract that is read again.</summary>
[AmqpContract]
public sealed partial record ReadItem(string Name, [ApplicationProperty("number")] int Number);

/// <summary>Another one.</summary>
[AmqpContract]
public sealed partial record OtherItem(string Title);

/// <summary>Sends both.</summary>
[AmqpSender("items")]
public partial interface IReadSender
{
    /// <summary>Sends one.</summary>
    ValueTask SendAsync(ReadItem item);

    /// <summary>Sends many in envelopes.</summary>
    [AmqpBatch]
    ValueTask SendTogetherAsync(IReadOnlyList<ReadItem> items);

    /// <summary>Sends another one.</summary>
    ValueTask SendOtherAsync(OtherItem item);
}
