using System.Text;
using TypedSender.Testing;
using Xunit.Sdk;

namespace TypedSender.Network.Tests.Cases;

/// <summary>The books are found wrong when they are.</summary>
public sealed class SentNotesTests : IAsyncLifetime
{
    private readonly SentNotes _sent = new();
    private InProcessBroker _broker = null!;
    private BrokerQueue _queue = null!;
    private SendClient _client = null!;
    private INoteSender _notes = null!;

    public async Task InitializeAsync()
    {
        _broker = await InProcessBroker.StartAsync();
        _queue = _broker.CreateQueue("notes");
        _client = new SendClient(_broker.Url);
        _notes = _client.GetSender<INoteSender>();
        Assert.Equal(SendOutcome.Accepted, await _sent.Send(_notes).Within());
        Assert.Equal(SendOutcome.Accepted, await _sent.SendLarge(_notes, 20_000).Within());
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public void What_agrees_passes() => _sent.Check(_queue.Messages);

    [Fact]
    public void A_message_that_was_accepted_and_is_gone_is_found() => Assert.ThrowsAny<XunitException>(() => _sent.Check([.. _queue.Messages.Skip(1)]));

    [Fact]
    public void A_message_that_is_stored_twice_is_found() => ExpectFound(_queue.Messages[0].Bytes.ToArray());

    [Fact]
    public void A_message_that_nobody_sent_is_found() => ExpectFound(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(_queue.Messages[0].Bytes.Span).Replace("note-000000", "note-000077", StringComparison.Ordinal)));

    [Fact]
    public void A_message_that_arrived_changed_is_found()
    {
        byte[] bytes = _queue.Messages[1].Bytes.ToArray();
        bytes[^1] ^= 0x10;
        _queue.Enqueue(bytes);

        Assert.ThrowsAny<XunitException>(() => _sent.Check([_queue.Messages[0], _queue.Messages[2]]));
        _sent.Check([_queue.Messages[0], _queue.Messages[2]], changed: 1);
    }

    [Fact]
    public async Task A_message_that_was_told_as_not_sent_and_is_stored_is_found()
    {
        await _broker.SuspendAsync();
        await using SendClient other = new(_broker.Url);
        SendOutcome outcome = await _sent.Send(other.GetSender<INoteSender>()).Within();
        Assert.Equal(SendOutcomeKind.NotSent, outcome.Kind);
        _sent.Check(_queue.Messages);

        ExpectFound(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(_queue.Messages[0].Bytes.Span).Replace("note-000000", "note-000002", StringComparison.Ordinal)));
    }

    private void ExpectFound(byte[] bytes)
    {
        _queue.Enqueue(bytes);
        Assert.ThrowsAny<XunitException>(() => _sent.Check(_queue.Messages));
    }
}
