using System.Diagnostics.CodeAnalysis;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Outcomes;

/// <summary>Where and how callers go on.</summary>
public sealed class CompletionTests
{
    [Fact]
    [SuppressMessage("Usage", "xUnit1031", Justification = "Blocking is what is tested.")]
    public async Task A_continuation_may_block_on_its_sibling()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out _).ExpectDelivery(out _).ExpectDelivery(out _)
            .SendDisposition(0, 2, Accepted.Instance)
            .ExpectDelivery(out Captured<Transfer> late).SendDisposition(late, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        Task third = Task.CompletedTask;

        // All three are decided by one frame; the first one's continuation blocks on the third, and on a send of its own.
        Task first = GoOnAsync(notes.SendAsync(new Note("a")), () =>
        {
            third.GetAwaiter().GetResult();
            notes.SendTaskAsync(new Note("d")).GetAwaiter().GetResult();
        });
        Task second = GoOnAsync(notes.SendAsync(new Note("b")), () => third.GetAwaiter().GetResult());
        third = notes.SendTaskAsync(new Note("c"));

        await Task.WhenAll(first, second, third).Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    [SuppressMessage("Usage", "xUnit1031", Justification = "Blocking is what is tested.")]
    public async Task A_continuation_may_close_the_client_and_wait_for_it()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url);

        await GoOnAsync(client.GetSender<INoteSender>().SendAsync(new Note("a")), () => client.CloseAsync().GetAwaiter().GetResult()).Within();

        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_result_is_taken_once()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url);

        ValueTask<SendOutcome> send = client.GetSender<INoteSender>().TellAsync(new Note("a"));
        Assert.Equal(SendOutcome.Accepted, await send.AsTask().Within());

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await send);
        await client.CloseAsync().Within();
    }

    private static async Task GoOnAsync(ValueTask send, Action then)
    {
        await send.ConfigureAwait(false);
        then();
    }
}
