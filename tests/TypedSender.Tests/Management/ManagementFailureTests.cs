using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Management;

/// <summary>Requests without a reply: each ends within its deadline, says how far it came and whether it may have been carried out, and leaves nothing behind.</summary>
public sealed class ManagementFailureTests
{
    [Fact]
    public async Task A_reply_that_never_comes_ends_with_the_time_out_and_a_late_one_is_dropped()
    {
        TaskCompletionSource came = Bounded.Signal();
        TaskCompletionSource release = Bounded.Signal();
        await using ManagementCase test = await ManagementCase.StartAsync(async (request, _) =>
        {
            if (request.Operation == "SLOW")
            {
                came.SetResult();
                await release.Task.Within();
            }

            return request.CreateReply(200, body: request.Operation);
        });
        AmqpManagementClient management = test.Client.GetManagement();

        Task<AmqpManagementResponse> slow = management.RequestAsync(new AmqpManagementRequest { Operation = "SLOW", Timeout = TimeSpan.FromSeconds(5) });
        await came.Task.Within();
        test.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(slow.IsCompleted);
        test.Time.Advance(TimeSpan.FromSeconds(0.1));
        SendException exception = await Assert.ThrowsAsync<SendException>(() => slow.Within());

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.TimedOut), (exception.Outcome.Kind, exception.Reason));
        Assert.StartsWith("The request to '$management' timed out after 5 s while waiting for the reply. It may have been carried out", exception.Message, StringComparison.Ordinal);
        await test.ExpectNothingKeptAsync();

        // The late reply finds nobody, and does not answer the next request.
        release.SetResult();
        await test.ExpectDroppedAsync(1);
        AmqpManagementResponse next = await management.RequestAsync(new AmqpManagementRequest { Operation = "NEXT" }).Within();
        Assert.Equal("NEXT", next.Body);
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task A_node_without_credit_ends_the_request_unsent()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.CreateReply(200));
        test.Node.Credit = CreditPolicy.Once(1);
        AmqpManagementClient management = test.Client.GetManagement();
        await management.RequestAsync(ManagementCase.Read()).Within();

        Task<AmqpManagementResponse> reply = management.RequestAsync(ManagementCase.Read());
        await test.Time.AdvanceUntilAsync(reply, TimeSpan.FromSeconds(30));
        SendException exception = await Assert.ThrowsAsync<SendException>(() => reply.Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut), (exception.Outcome.Kind, exception.Reason));
        Assert.Contains("timed out after 60 s while waiting for the node's credit. It was not sent.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, test.Node.RequestCount);
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_ends_the_request_unsent()
    {
        TaskCompletionSource never = Bounded.Signal();
        await using ManagementCase test = await ManagementCase.StartAsync(
            request => request.CreateReply(200),
            options =>
            {
                options.OpenTimeout = TimeSpan.FromMinutes(5);
                options.ConnectStream = async (_, token) =>
                {
                    await never.Task.WaitAsync(token);
                    throw new InvalidOperationException();
                };
            });
        Task timer = test.Time.WaitForNextTimerAsync();

        Task<AmqpManagementResponse> reply = test.Client.GetManagement().RequestAsync(ManagementCase.Read());
        await timer.Within();
        await test.Time.AdvanceUntilAsync(reply, TimeSpan.FromSeconds(10));
        SendException exception = await Assert.ThrowsAsync<SendException>(() => reply.Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut), (exception.Outcome.Kind, exception.Reason));
        Assert.Contains("timed out after 60 s while connecting. It was not sent.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_gives_the_request_up_and_says_whether_it_had_left()
    {
        TaskCompletionSource came = Bounded.Signal();
        await using ManagementCase test = await ManagementCase.StartAsync(async (request, cancellationToken) =>
        {
            came.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        });
        AmqpManagementClient management = test.Client.GetManagement();
        using CancellationTokenSource cancellation = new();

        Task<AmqpManagementResponse> reply = management.RequestAsync(ManagementCase.Read(), cancellation.Token);
        await came.Task.Within();
        await cancellation.CancelAsync();
        SendCanceledException left = await Assert.ThrowsAsync<SendCanceledException>(() => reply.Within());
        SendCanceledException notLeft = await Assert.ThrowsAsync<SendCanceledException>(() => management.RequestAsync(ManagementCase.Read(), cancellation.Token).Within());

        Assert.Equal(SendOutcomeKind.Indeterminate, left.Outcome.Kind);
        Assert.Contains("was cancelled while waiting for the reply. It may have been carried out", left.Message, StringComparison.Ordinal);
        Assert.Equal(cancellation.Token, left.CancellationToken);
        Assert.Equal(SendOutcomeKind.NotSent, notLeft.Outcome.Kind);
        Assert.Contains("It was not sent.", notLeft.Message, StringComparison.Ordinal);
        Assert.Equal(1, test.Node.RequestCount);
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task A_node_that_does_not_exist_is_told_with_its_condition_and_the_next_request_asks_again()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.CreateReply(200));
        AmqpManagementClient other = test.Client.GetManagement("$other");

        SendException exception = await Assert.ThrowsAsync<SendException>(() => other.RequestAsync(ManagementCase.Read()).Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused, AmqpErrorConditions.NotFound), (exception.Outcome.Kind, exception.Reason, exception.Condition));
        Assert.Contains("refused the links to the node '$other': amqp:not-found", exception.Message, StringComparison.Ordinal);
        test.Broker.CreateNode("$other", request => request.CreateReply(204));
        Assert.Equal(204, (await other.RequestAsync(ManagementCase.Read()).Within()).StatusCode);
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task A_refused_node_that_costs_its_session_disturbs_neither_senders_nor_other_nodes()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { EndSessionOfRefusedLinks = true });
        broker.CreateQueue("notes");
        broker.CreateNode("$management", request => request.CreateReply(200));
        await using SendClient client = new(broker.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.TellTaskAsync(new Note("a"), default).Within();
        await client.GetManagement().RequestAsync(ManagementCase.Read()).Within();
        int links = broker.Links.Count;

        SendException exception = await Assert.ThrowsAsync<SendException>(() => client.GetManagement("$other").RequestAsync(ManagementCase.Read()).Within());

        Assert.Equal((SendReason.AddressRefused, AmqpErrorConditions.NotFound), (exception.Reason, exception.Condition));
        await notes.TellTaskAsync(new Note("b"), default).Within();
        await client.GetManagement().RequestAsync(ManagementCase.Read()).Within();
        Assert.Equal(links, broker.Links.Count);
        Assert.All(broker.Links, link => Assert.True(link.IsOpen));
    }

    [Theory]
    [InlineData("rejected", SendOutcomeKind.Rejected)]
    [InlineData("released", SendOutcomeKind.Released)]
    [InlineData("modified", SendOutcomeKind.Modified)]
    public async Task A_request_that_the_node_does_not_accept_ends_with_that_outcome(string outcome, SendOutcomeKind kind)
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.CreateReply(200));
        test.Node.Settlement = outcome switch
        {
            "rejected" => Settlement.Reject(AmqpErrorConditions.NotAllowed, "not you"),
            "released" => Settlement.Release,
            _ => Settlement.Modify(deliveryFailed: true),
        };

        SendException exception = await Assert.ThrowsAsync<SendException>(() => test.Client.GetManagement().RequestAsync(ManagementCase.Read()).Within());

        Assert.Equal(kind, exception.Outcome.Kind);
        Assert.Contains("It was not carried out.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, test.Node.RequestCount);
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task A_reply_without_a_disposition_before_it_is_a_reply()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.CreateReply(200));
        test.Node.Settlement = Settlement.Silence;

        await test.Client.GetManagement().RequestAsync(ManagementCase.Read()).Within();

        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task Links_that_are_detached_between_request_and_reply_end_it_and_are_attached_again()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request =>
        {
            if (request.Operation == "DETACH")
            {
                request.Link.Detach(AmqpErrorConditions.DetachForced, "maintenance");
            }

            return request.CreateReply(200);
        });
        AmqpManagementClient management = test.Client.GetManagement();

        SendException exception = await Assert.ThrowsAsync<SendException>(() => management.RequestAsync(new AmqpManagementRequest { Operation = "DETACH" }).Within());

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.LinkDetached), (exception.Outcome.Kind, exception.Reason));
        Assert.Contains("before the reply came: amqp:link:detach-forced: maintenance. It may have been carried out", exception.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await management.RequestAsync(ManagementCase.Read()).Within()).StatusCode);
        Assert.Equal(1, test.Broker.AcceptedConnectionCount);
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task A_session_that_is_ended_between_request_and_reply_ends_it()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request =>
        {
            if (request.Operation == "END")
            {
                request.Link.EndSession(AmqpErrorConditions.InternalError, "gone");
            }

            return request.CreateReply(200);
        });
        AmqpManagementClient management = test.Client.GetManagement();

        SendException exception = await Assert.ThrowsAsync<SendException>(() => management.RequestAsync(new AmqpManagementRequest { Operation = "END" }).Within());

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.SessionEnded), (exception.Outcome.Kind, exception.Reason));
        Assert.Equal(200, (await management.RequestAsync(ManagementCase.Read()).Within()).StatusCode);
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task A_connection_that_is_cut_between_request_and_reply_ends_it_and_the_next_one_is_made_anew()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(
            request =>
            {
                if (request.Operation == "CUT")
                {
                    request.Connection.Abort();
                }

                return request.CreateReply(200);
            },
            options => options.RetryPolicy = RecordingPolicy.Eager);
        AmqpManagementClient management = test.Client.GetManagement();

        SendException exception = await Assert.ThrowsAsync<SendException>(() => management.RequestAsync(new AmqpManagementRequest { Operation = "CUT" }).Within());
        AmqpManagementResponse next = await management.RequestAsync(ManagementCase.Read()).Within();

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.ConnectionLost), (exception.Outcome.Kind, exception.Reason));
        Assert.Contains("The request to '$management' had no reply yet. It may have been carried out", exception.Message, StringComparison.Ordinal);
        Assert.Equal(200, next.StatusCode);
        Assert.Equal(2, test.Broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task A_request_that_certainly_had_not_left_is_made_on_the_next_connection()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.CreateReply(200), options => options.RetryPolicy = RecordingPolicy.Eager);
        test.Node.Credit = CreditPolicy.None;

        Task<AmqpManagementResponse> reply = test.Client.GetManagement().RequestAsync(ManagementCase.Read());
        await test.ExpectLoggedAsync("Attached link");
        test.Node.Credit = CreditPolicy.Window(10);
        test.Broker.AbortConnections();

        Assert.Equal(200, (await reply.Within()).StatusCode);
        Assert.Equal((1L, 2), (test.Node.RequestCount, test.Broker.AcceptedConnectionCount));
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task Closing_the_client_ends_its_requests()
    {
        TaskCompletionSource came = Bounded.Signal();
        await using ManagementCase test = await ManagementCase.StartAsync(async (_, cancellationToken) =>
        {
            came.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        });

        Task<AmqpManagementResponse> reply = test.Client.GetManagement().RequestAsync(ManagementCase.Read());
        await came.Task.Within();
        await test.Client.CloseAsync().Within();
        SendException exception = await Assert.ThrowsAsync<SendException>(() => reply.Within());

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Closed), (exception.Outcome.Kind, exception.Reason));
        Assert.Contains("because the client was closed. It may have been carried out", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_to_an_unknown_id_is_dropped_and_counted()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => new AmqpMessage
        {
            Properties = new Properties { CorrelationId = "somebody else" }, ApplicationProperties = new AmqpMap { ["statusCode"] = 200 }, Value = null,
        });

        Task<AmqpManagementResponse> reply = test.Client.GetManagement().RequestAsync(ManagementCase.Read());
        await test.ExpectDroppedAsync(1);
        Assert.False(reply.IsCompleted);
        test.Time.Advance(TimeSpan.FromSeconds(60));
        SendException exception = await Assert.ThrowsAsync<SendException>(() => reply.Within());

        Assert.Equal(SendReason.TimedOut, exception.Reason);
        await test.ExpectNothingKeptAsync();
    }
}
