using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Deaths;

/// <summary>Connections that break off: before, amid and after a message. What has certainly not left is told apart from what may have.</summary>
public sealed class ResetFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    private const string Lost = "was lost (";
    private const string MayBeStored = "The message to 'notes' may have been stored; sending it again may store it twice.";

    [Fault("rst_before_transfer")]
    public async Task Reset_before_anything_of_the_message_left()
    {
        await using FaultCase fault = Begin();
        fault.Listen(
            script => script.AcceptConnection().AcceptSender(credit: 0).ExpectNothingMore().ResetSocket(),
            script => script.AcceptConnection().AcceptSender().AcceptNote("a").BehaveWell());

        // What waits survives the connection.
        await fault.ExpectAcceptedAsync(fault.Tell());

        await fault.EndAsync();
    }

    [Fault("rst_mid_frame")]
    public async Task Reset_amid_a_frame()
    {
        await using FaultCase fault = Begin();
        fault.Listen(
            script => script.AcceptConnection().AcceptSender()
                .Then(async (connection, cancellationToken) => await connection.ReadBytesAsync(20, cancellationToken)).ResetSocket(),
            FaultScripts.Good);

        SendOutcome outcome = await fault.ExpectAsync(fault.TellBlob(10_000), SendOutcomeKind.Indeterminate, SendReason.ConnectionLost, Lost);

        Assert.EndsWith(MayBeStored, outcome.ToString(), StringComparison.Ordinal);
        await fault.EndAsync();
    }

    [Fault("rst_between_frames_of_one_message")]
    public async Task Reset_between_the_frames_of_one_message()
    {
        await using FaultCase fault = Begin();
        fault.Configure = options => options.RetryPolicy = new RecordingPolicy(_ => AmqpRetryDecision.Stop) { MinDelay = TimeSpan.Zero };
        fault.Listen(
            script => script.AcceptConnection().AcceptSession(incomingWindow: 2).AcceptAttach(credit: 0)
                .SendFlow(flow => flow with { IncomingWindow = 2, Handle = 0, DeliveryCount = 0, LinkCredit = 10 })
                .ExpectTransfer().Where(transfer => transfer.More).ExpectTransfer().Where(transfer => transfer.More)
                .ResetSocket(),
            FaultScripts.Good);

        // The frame that ends it was never appended: the peer has no whole message (AMQP 1.0, 2.6.14).
        SendOutcome outcome = await fault.ExpectAsync(fault.TellBlob(1_000_000), SendOutcomeKind.NotSent, SendReason.ConnectionLost, Lost);

        Assert.EndsWith("The message to 'notes' was not sent.", outcome.ToString(), StringComparison.Ordinal);
        await fault.EndAsync();
    }

    [Fault("rst_after_last_byte")]
    public async Task Reset_after_the_last_byte()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).ResetSocket(), FaultScripts.Good);

        SendOutcome outcome = await fault.ExpectAsync(fault.TellBlob(1_000_000), SendOutcomeKind.Indeterminate, SendReason.ConnectionLost, Lost);

        Assert.EndsWith(MayBeStored, outcome.ToString(), StringComparison.Ordinal);
        await fault.EndAsync();
    }

    [Fault("fin_half_close")]
    public async Task The_peers_half_of_the_stream_ends()
    {
        await using FaultCase fault = Begin();
        fault.Listen(
            script => script.AcceptConnection().AcceptSender(credit: 1).ExpectNote("a", out _).CloseOutput().ExpectEndOfStream(),
            script => script.AcceptConnection().AcceptSender().AcceptNote("b").BehaveWell());

        Task<SendOutcome> first = fault.Tell();
        Task<SendOutcome> second = fault.Tell("b");
        SendOutcome outcome = await fault.ExpectAsync(
            first, SendOutcomeKind.Indeterminate, SendReason.ConnectionLost, "was lost (the peer closed it without a close frame). Check the network and the broker.");
        await fault.ExpectAcceptedAsync(second);

        Assert.EndsWith(MayBeStored, outcome.ToString(), StringComparison.Ordinal);
        await fault.EndAsync();
    }
}
