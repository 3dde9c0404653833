using TypedSender.Testing;

namespace TypedSender.Tests.Envelopes;

/// <summary>A method that takes a list: with [AmqpBatch] the list travels in one message of the batch format, without it in as many messages as it has items.</summary>
public sealed partial class EnvelopeMethodTests
{
    [Fact]
    public async Task A_list_travels_in_envelopes_where_its_method_says_so()
    {
        var transport = new RecordingTransport();
        IListSender sender = TypedSenders.Create<IListSender>(transport);

        await sender.SendOneByOneAsync([new Note("1"), new Note("2")]).Within();
        await sender.SendTogetherAsync([new Note("1"), new Note("2")]).Within();

        Assert.Equal([0u, 0u, 0x8001_3700u], transport.Messages.Select(message => message.MessageFormat));
    }

    [AmqpSender("notes")]
    internal partial interface IListSender
    {
        ValueTask SendOneByOneAsync(IReadOnlyList<Note> notes);

        [AmqpBatch]
        ValueTask SendTogetherAsync(IReadOnlyList<Note> notes);
    }
}
