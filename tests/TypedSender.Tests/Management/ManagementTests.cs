using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Management;

/// <summary>Requests to a management node that replies: what travels, and how the status is read.</summary>
public sealed class ManagementTests
{
    public static TheoryData<object> StatusCodes => new() { 200, 201L, 202u, 203ul, (short)204, (ushort)205, (byte)206 };

    [Fact]
    public async Task A_request_opens_the_connection_and_brings_the_reply()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.CreateReply(200, "fine", new AmqpMap { ["depth"] = 3 }));

        AmqpManagementResponse response = await test.Client.GetManagement().RequestAsync(ManagementCase.Read()).Within();

        Assert.Equal((200, "fine"), (response.StatusCode, response.StatusDescription));
        Assert.Equal(3, Assert.IsType<AmqpMap>(response.Body)["depth"]);
        Assert.Equal(200, response.ApplicationProperties!["statusCode"]);
        Assert.Equal(SendClientState.Connected, test.Client.State);
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task Operation_type_and_the_rest_are_application_properties_and_what_is_null_is_left_out()
    {
        List<AmqpMessage> came = [];
        await using ManagementCase test = await ManagementCase.StartAsync(request =>
        {
            came.Add(request.Message);
            return request.CreateReply(200);
        });
        AmqpManagementClient management = test.Client.GetManagement();
        AmqpMap body = new() { ["max"] = 5 };
        AmqpManagementRequest full = new()
        {
            Operation = "UPDATE", Type = "queue", Name = "orders", Identity = "7", Locales = "en", Body = body, ApplicationProperties = { ["x"] = 1.5, ["y"] = null },
        };

        await management.RequestAsync(full).Within();
        await management.RequestAsync(new AmqpManagementRequest { Operation = "READ" }).Within();

        Assert.Equal(
            ["operation=UPDATE", "type=queue", "name=orders", "identity=7", "locales=en", "x=1.5"],
            came[0].ApplicationProperties!.Select(entry => FormattableString.Invariant($"{entry.Key}={entry.Value}")));
        Assert.Equal(5, Assert.IsType<AmqpMap>(came[0].Value)["max"]);

        // The seed sends the type b'empty' here.
        Assert.Equal(["operation=READ"], came[1].ApplicationProperties!.Select(entry => $"{entry.Key}={entry.Value}"));
        Assert.Equal((AmqpBodyKind.Value, null), (came[1].BodyKind, came[1].Value));

        // Nothing of the caller's is changed by a request.
        Assert.Equal(2, full.ApplicationProperties.Count);
        Assert.Single(body);
    }

    [Fact]
    public async Task A_request_is_copied_at_the_call()
    {
        AmqpMessage? came = null;
        await using ManagementCase test = await ManagementCase.StartAsync(request =>
        {
            came = request.Message;
            return request.CreateReply(200);
        });
        List<object?> body = ["before"];
        AmqpManagementRequest request = new() { Operation = "READ", Body = body };

        Task<AmqpManagementResponse> reply = test.Client.GetManagement().RequestAsync(request);
        body[0] = "after";
        request.ApplicationProperties["late"] = 1;
        await reply.Within();

        Assert.Equal("before", Assert.IsType<List<object?>>(came!.Value)[0]);
        Assert.False(came.ApplicationProperties!.ContainsKey("late"));
    }

    [Theory]
    [MemberData(nameof(StatusCodes))]
    public async Task Every_integer_type_is_a_status_under_either_spelling(object code)
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => new AmqpMessage
        {
            ApplicationProperties = new AmqpMap { [request.Operation!] = code, [request.Operation == "statusCode" ? "statusDescription" : "status-description"] = "told" },
            Value = null,
        });
        AmqpManagementClient management = test.Client.GetManagement();

        AmqpManagementResponse first = await management.RequestAsync(new AmqpManagementRequest { Operation = "statusCode" }).Within();
        AmqpManagementResponse second = await management.RequestAsync(new AmqpManagementRequest { Operation = "status-code" }).Within();

        int expected = Convert.ToInt32(code, null);
        Assert.Equal((expected, "told"), (first.StatusCode, first.StatusDescription));
        Assert.Equal((expected, "told"), (second.StatusCode, second.StatusDescription));
    }

    [Theory]
    [InlineData(404, "amqp:not-found", false, "Check name, identity and type")]
    [InlineData(400, null, false, "Correct the request.")]
    [InlineData(401, "amqp:unauthorized-access", false, "Give the user the right to it")]
    [InlineData(503, null, true, "Try again later.")]
    [InlineData(400, "amqp:resource-limit-exceeded", true, "Correct the request.")]
    [InlineData(199, null, false, "Check the log of the node.")]
    [InlineData(300, null, false, "Check the log of the node.")]
    public async Task A_status_that_is_no_success_throws(int code, string? condition, bool isTransient, string advice)
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.CreateReply(code, "no\nsuch thing", 7, condition));

        AmqpManagementException exception = await Assert.ThrowsAsync<AmqpManagementException>(() => test.Client.GetManagement().RequestAsync(ManagementCase.Read()).Within());

        Assert.Equal((code, "no\nsuch thing", condition, isTransient), (exception.StatusCode, exception.StatusDescription, exception.Condition, exception.IsTransient));
        Assert.Equal(7, exception.Response!.Value);
        Assert.StartsWith($"The operation 'READ' at the node '$management' failed with status {code}", exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public async Task A_reply_without_a_status_names_the_keys_that_came()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.Operation switch
        {
            "none" => new AmqpMessage { Value = 1 },
            "text" => new AmqpMessage { ApplicationProperties = new AmqpMap { ["statusCode"] = "200" }, Value = 1 },
            _ => new AmqpMessage { ApplicationProperties = new AmqpMap { ["status"] = 200, ["info"] = "x" }, Value = 1 },
        });
        AmqpManagementClient management = test.Client.GetManagement();

        AmqpManagementException other = await FailAsync("other");
        AmqpManagementException none = await FailAsync("none");
        AmqpManagementException text = await FailAsync("text");

        Assert.Null(other.StatusCode);
        Assert.Contains("has no status under 'statusCode', 'status-code'. Its application properties are 'status', 'info'.", other.Message, StringComparison.Ordinal);
        Assert.Contains("has no application properties", none.Message, StringComparison.Ordinal);
        Assert.Contains("has a String as its status", text.Message, StringComparison.Ordinal);

        Task<AmqpManagementException> FailAsync(string operation) =>
            Assert.ThrowsAsync<AmqpManagementException>(() => management.RequestAsync(new AmqpManagementRequest { Operation = operation }).Within());
    }

    [Fact]
    public async Task Clients_of_one_node_share_its_links_and_each_reads_the_status_by_its_own_names()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(_ => new AmqpMessage
        {
            ApplicationProperties = new AmqpMap { ["statusCode"] = 404, ["code"] = 200, ["text"] = "fine" }, Value = 1,
        });
        AmqpManagementOptions options = new() { Timeout = TimeSpan.FromSeconds(5) };
        options.StatusCodeKeys.Clear();
        options.StatusCodeKeys.Add("code");
        options.StatusDescriptionKeys.Insert(0, "text");

        await Assert.ThrowsAsync<AmqpManagementException>(() => test.Client.GetManagement().RequestAsync(ManagementCase.Read()).Within());
        AmqpManagementResponse response = await test.Client.GetManagement("$management", options).RequestAsync(ManagementCase.Read()).Within();

        // The seed reads the names with the first request to a node, and opens a second pair of links for the node that it was not told.
        Assert.Equal((200, "fine"), (response.StatusCode, response.StatusDescription));
        Assert.Equal(2, test.Broker.Links.Count);
    }

    [Fact]
    public async Task Requests_are_under_way_at_once_and_replies_find_theirs_in_any_order()
    {
        const int Count = 300;
        TaskCompletionSource all = Bounded.Signal();
        int waiting = 0;
        await using ManagementCase test = await ManagementCase.StartAsync(async (request, _) =>
        {
            if (Interlocked.Increment(ref waiting) == 50)
            {
                all.SetResult();
            }

            await all.Task.Within();
            return request.CreateReply(200, body: request.Message.ApplicationProperties!["name"]);
        });
        AmqpManagementClient management = test.Client.GetManagement();

        Task<AmqpManagementResponse>[] replies = [.. Enumerable.Range(0, Count).Select(number => management.RequestAsync(ManagementCase.Read($"{number}")))];
        AmqpManagementResponse[] responses = await Task.WhenAll(replies).Within();

        Assert.Equal(Enumerable.Range(0, Count).Select(number => (object)$"{number}"), responses.Select(response => response.Body));
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task A_request_larger_than_a_frame_travels_in_several_and_so_does_its_reply()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.CreateReply(200, body: request.Message.Value));
        byte[] large = new byte[300_000];
        Random.Shared.NextBytes(large);

        AmqpManagementResponse response = await test.Client.GetManagement().RequestAsync(new AmqpManagementRequest { Operation = "ECHO", Body = large }).Within();

        Assert.Equal(large, response.Body);
    }

    [Fact]
    public async Task Requests_may_be_sent_settled()
    {
        bool? isPresettled = null;
        await using ManagementCase test = await ManagementCase.StartAsync(request =>
        {
            isPresettled = request.IsPresettled;
            return request.CreateReply(200);
        });

        await test.Client.GetManagement(options: new AmqpManagementOptions { SendSettled = true }).RequestAsync(ManagementCase.Read()).Within();

        Assert.True(isPresettled);
        await test.ExpectNothingKeptAsync();
    }

    [Fact]
    public async Task Senders_and_nodes_share_the_connection_and_nothing_else()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.CreateReply(200));
        BrokerQueue queue = test.Broker.CreateQueue("notes");

        Assert.Equal(SendOutcome.Accepted, await test.Client.GetSender<INoteSender>().TellTaskAsync(new Note("a"), default).Within());
        await test.Client.GetManagement().RequestAsync(ManagementCase.Read()).Within();
        Assert.Equal(SendOutcome.Accepted, await test.Client.GetSender<INoteSender>().TellTaskAsync(new Note("b"), default).Within());

        Assert.Equal((2, 1), (queue.Count, test.Broker.AcceptedConnectionCount));
    }

    [Fact]
    public async Task Misuse_is_told_at_the_call()
    {
        await using ManagementCase test = await ManagementCase.StartAsync(request => request.CreateReply(200));
        AmqpManagementClient management = test.Client.GetManagement();

        Assert.Throws<ArgumentNullException>(() => { _ = management.RequestAsync(null!); });
        Assert.Throws<ArgumentException>(() => { _ = management.RequestAsync(new AmqpManagementRequest { Operation = "" }); });
        Assert.Throws<ArgumentException>(() => { _ = management.RequestAsync(new AmqpManagementRequest { Operation = "READ", ApplicationProperties = { ["operation"] = "x" } }); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = management.RequestAsync(new AmqpManagementRequest { Operation = "READ", Timeout = TimeSpan.Zero }); });
        AmqpEncodeException encoding = Assert.Throws<AmqpEncodeException>(
            () => { _ = management.RequestAsync(new AmqpManagementRequest { Operation = "READ", ApplicationProperties = { ["bad"] = new object() } }); });
        Assert.Equal("application-properties.bad", encoding.Member);
        Assert.Throws<ArgumentException>(() => test.Client.GetManagement(" "));
        Assert.Throws<ArgumentException>(() => test.Client.GetManagement("amqp://user:guest@host/node"));
        Assert.Throws<ArgumentOutOfRangeException>(() => test.Client.GetManagement(options: new AmqpManagementOptions { Timeout = TimeSpan.FromDays(50) }));
        AmqpManagementOptions none = new();
        none.StatusCodeKeys.Clear();
        Assert.Throws<ArgumentException>(() => test.Client.GetManagement(options: none));
        Assert.Equal(0, test.Broker.AcceptedConnectionCount);

        await test.Client.CloseAsync().Within();
        Assert.Throws<ObjectDisposedException>(() => { _ = management.RequestAsync(ManagementCase.Read()); });
        Assert.Throws<ObjectDisposedException>(() => test.Client.GetManagement());
    }
}
