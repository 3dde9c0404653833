using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Management;

/// <summary>Management nodes that refuse, are silent, reply to somebody else, or go away between request and reply.</summary>
public sealed class NodeFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    private static readonly byte[] StrangersReply = new AmqpMessage
    {
        Properties = new Properties { CorrelationId = "somebody else" }, ApplicationProperties = new AmqpMap { ["statusCode"] = 200 }, Value = null,
    }.ToBytes();

    [Fault("node_attach_refused")]
    public async Task A_node_that_refuses_its_links()
    {
        AmqpError error = new() { Condition = AmqpErrorConditions.UnauthorizedAccess, Description = "no manager" };
        await using FaultCase fault = Begin();
        fault.Listen(script => BeginNode(script).ExpectAttach().Refuse(error).BehaveWell());

        await ExpectAsync(
            fault, Request(fault), SendOutcomeKind.NotSent, SendReason.AddressRefused, "refused the links to the node '$management': amqp:unauthorized-access: no manager. It was not sent.");

        await fault.EndAsync();
    }

    [Fault("node_reply_never")]
    public async Task A_node_that_takes_the_request_and_never_replies()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => AttachNode(script).ExpectDelivery(out Captured<Transfer> request).SendDisposition(request, Accepted.Instance)
            .Signal(fault.Reached).BehaveWell());

        await ExpectAsync(
            fault, Request(fault), SendOutcomeKind.Indeterminate, SendReason.TimedOut, "timed out after 60 s while waiting for the reply. It may have been carried out", FaultCase.SendBound);

        await fault.EndAsync();
    }

    [Fault("node_reply_unknown_id")]
    public async Task A_node_that_replies_to_somebody_else()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => AttachNode(script).ExpectDelivery(out Captured<Transfer> request).SendDisposition(request, Accepted.Instance)
            .Then(connection => connection.Handle = 0).SendDelivery(StrangersReply)
            .ExpectDisposition().Where(disposition => disposition.Role == Role.Receiver && disposition.Settled && disposition.State is Accepted)
            .Signal(fault.Reached).BehaveWell());

        await ExpectAsync(
            fault, Request(fault), SendOutcomeKind.Indeterminate, SendReason.TimedOut, "timed out after 60 s while waiting for the reply", FaultCase.SendBound);

        await fault.EndAsync();
    }

    [Fault("node_detach_before_reply")]
    public async Task A_node_that_goes_away_between_request_and_reply()
    {
        AmqpError error = new() { Condition = AmqpErrorConditions.DetachForced, Description = "restarting" };
        await using FaultCase fault = Begin();
        fault.Listen(script => AttachNode(script).ExpectDelivery(out Captured<Transfer> request).SendDisposition(request, Accepted.Instance).SendDetach(error).BehaveWell());

        await ExpectAsync(
            fault, Request(fault), SendOutcomeKind.Indeterminate, SendReason.LinkDetached, "before the reply came: amqp:link:detach-forced: restarting. It may have been carried out");

        await fault.EndAsync();
    }

    /// <summary>The session of the senders, and one for the links to the node.</summary>
    private static PeerScript BeginNode(PeerScript script) => script.AcceptConnection().AcceptSession()
        .Then(connection => connection.Channel = 1).ExpectBegin().Where(begin => begin.RemoteChannel == null).Respond(_ => new Begin
        {
            RemoteChannel = 1, NextOutgoingId = 0, IncomingWindow = 2048, OutgoingWindow = 2048,
        });

    /// <summary>Both links to the node, and credit both ways.</summary>
    private static PeerScript AttachNode(PeerScript script)
    {
        BeginNode(script)
            .ExpectAttach().Where(attach => attach.Role == Role.Receiver && attach.Source!.Address == "$management").Respond()
            .ExpectAttach().Where(attach => attach.Role == Role.Sender && attach.Target!.Address == "$management").Respond();
        return script.ExpectFlow().Where(flow => flow.Handle == 0 && flow.LinkCredit > 0).SendCredit(10);
    }

    private static Task<AmqpManagementResponse> Request(FaultCase fault) =>
        fault.Track(() => fault.Client.GetManagement().RequestAsync(new AmqpManagementRequest { Operation = "READ" }));

    private static async Task ExpectAsync(FaultCase fault, Task<AmqpManagementResponse> request, SendOutcomeKind kind, SendReason reason, string text, TimeSpan bound = default)
    {
        await fault.EndWithinAsync(request, bound);
        SendException exception = await Assert.ThrowsAsync<SendException>(() => request);
        Assert.Equal((kind, reason), (exception.Outcome.Kind, exception.Reason));
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        fault.Note($"{kind}({reason})");
    }

}
