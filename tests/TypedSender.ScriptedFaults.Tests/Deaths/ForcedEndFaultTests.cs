using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Deaths;

/// <summary>Peers that close, end or detach while messages are on their way, with their reasons; and one that never answers our close.</summary>
public sealed class ForcedEndFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    private const string MayBeStored = "The message to 'notes' may have been stored; sending it again may store it twice.";

    [Fault("close_forced_in_flight")]
    public async Task Closed_with_a_message_in_flight()
    {
        await using FaultCase fault = Begin();
        fault.Listen(
            script => script.AcceptConnection().AcceptSender(credit: 1).ExpectNote("a", out _)
                .SendClose(Error(AmqpErrorConditions.ConnectionForced)).ExpectClose().CloseSocket(),
            script => script.AcceptConnection().AcceptSender().AcceptNote("b").BehaveWell());

        await ExpectAsync(fault, SendReason.ConnectionLost, "amqp:connection:forced", "closed the connection: amqp:connection:forced: maintenance. Check the broker's log.");

        Assert.Equal(2, fault.Peer!.ConnectionCount);
        await fault.EndAsync();
    }

    [Fault("end_in_flight")]
    public async Task Ended_with_a_message_in_flight()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender(credit: 1).ExpectNote("a", out _)
            .SendEnd(Error(AmqpErrorConditions.InternalError)).ExpectEnd()
            .AcceptSessionAnew().AcceptAttach().AcceptNote("b").BehaveWell());

        await ExpectAsync(fault, SendReason.SessionEnded, "amqp:internal-error", "ended the session: amqp:internal-error: maintenance. Check the broker's log.");

        Assert.Equal(1, fault.Peer!.ConnectionCount);
        await fault.EndAsync();
    }

    [Fault("detach_forced_in_flight")]
    public async Task Detached_with_a_message_in_flight()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender(credit: 1).ExpectNote("a", out _)
            .SendDetach(Error(AmqpErrorConditions.DetachForced)).ExpectDetach().Where(detach => detach.Closed)
            .AcceptAttach().AcceptNote("b").BehaveWell());

        await ExpectAsync(fault, SendReason.LinkDetached, "amqp:link:detach-forced", "detached the link to 'notes': amqp:link:detach-forced: maintenance.");

        Assert.Equal(1, fault.Peer!.ConnectionCount);
        await fault.EndAsync();
    }

    [Fault("close_never_answered")]
    public async Task Our_close_is_never_answered()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender().AcceptNote("a").ExpectClose().Signal(fault.Reached), FaultScripts.Good);
        await fault.ExpectAcceptedAsync(fault.Tell());

        Task<SendCloseReport> closed = fault.Track(() => fault.Client.CloseAsync());
        await fault.EndWithinAsync(closed, TimeSpan.FromSeconds(5) + FaultCase.Slack);

        Assert.True((await closed).IsClean);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => fault.Notes.TellTaskAsync(new Note("b")));
        await using (var next = new SendClient(fault.Peer!.Url))
        {
            Assert.Equal(SendOutcome.Accepted, await next.GetSender<INoteSender>().TellAsync(new Note("afterwards")).Within());
        }

        await fault.EndClosedAsync();
    }

    private static AmqpError Error(string condition) => new() { Condition = condition, Description = "maintenance" };

    /// <summary>What has left is in doubt, with the peer's reason; what waited goes out on whatever comes next.</summary>
    private static async Task ExpectAsync(FaultCase fault, SendReason reason, string condition, string text)
    {
        Task<SendOutcome> first = fault.Tell();
        Task<SendOutcome> second = fault.Tell("b");
        SendOutcome outcome = await fault.ExpectAsync(first, SendOutcomeKind.Indeterminate, reason, text);
        await fault.ExpectAcceptedAsync(second);

        Assert.Equal(condition, outcome.Error!.Condition.Value);
        Assert.EndsWith(MayBeStored, outcome.ToString(), StringComparison.Ordinal);
    }
}
