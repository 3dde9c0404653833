using System.Net.Sockets;

namespace TypedSender.Tests.BadInput;

/// <summary>A connect delegate that does not connect: what it says is told, and nobody else is blamed.</summary>
public sealed class ConnectStreamTests
{
    // Thrown by the tests themselves, so it does not carry the mark that is searched for in every exception of a run.
    private const string Secret = "of-the-delegate-3f9b52c7";

    [Fact]
    public async Task What_it_throws_is_told_with_its_type_and_is_the_cause()
    {
        InvalidOperationException thrown = new("The tunnel is not configured.");

        await ExpectAsync(
            (_, _) => throw thrown,
            thrown,
            "SendClientOptions.ConnectStream failed to connect to broker.example:5672: InvalidOperationException: The tunnel is not configured. Correct the delegate, or what it connects to.");
    }

    [Fact]
    public async Task So_is_what_its_task_fails_with()
    {
        IOException thrown = new("proxy said 407");

        await ExpectAsync(
            (_, _) => ValueTask.FromException<Stream>(thrown),
            thrown,
            "SendClientOptions.ConnectStream failed to connect to broker.example:5672: IOException: proxy said 407. Correct the delegate, or what it connects to.");
    }

    [Fact]
    public async Task What_a_socket_says_is_explained_as_well()
    {
        SocketException thrown = new((int)SocketError.ConnectionRefused);

        await ExpectAsync(
            (_, _) => ValueTask.FromException<Stream>(thrown),
            thrown,
            $"Nothing listens at broker.example:5672 (connection refused). Start the broker there, or correct host and port. SendClientOptions.ConnectStream threw SocketException: {thrown.Message}."
            + " To let sends wait for a broker that is yet to start, set RetryPolicy = new AmqpRetryPolicy { RetryFirstConnection = true }.");
    }

    [Fact]
    public async Task A_cancellation_of_its_own_is_no_time_out_of_ours()
    {
        TaskCanceledException thrown = new("the proxy was too slow");

        await ExpectAsync(
            async (_, _) =>
            {
                await Task.Yield();
                throw thrown;
            },
            thrown,
            "SendClientOptions.ConnectStream failed to connect to broker.example:5672: TaskCanceledException: the proxy was too slow. Correct the delegate, or what it connects to.");
    }

    [Fact]
    public async Task Null_is_no_stream()
    {
        SendException told = await ExpectAsync(
            (_, _) => new ValueTask<Stream>((Stream)null!),
            null,
            "SendClientOptions.ConnectStream returned null instead of a stream to broker.example:5672. Return a connected stream, or leave ConnectStream null to connect a socket.");

        Assert.False(told.IsTransient);
    }

    [Fact]
    public async Task A_text_that_holds_the_password_is_not_shown()
    {
        SendException told = await ExpectAsync(
            (_, _) => throw new InvalidOperationException($"cannot log in with {Secret}"),
            null,
            "SendClientOptions.ConnectStream failed to connect to broker.example:5672: InvalidOperationException (its text holds the password and is not shown). Correct the delegate, or what it connects to.");

        Assert.DoesNotContain(Secret, told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_is_a_cause_that_holds_it_further_down()
    {
        SendException told = await ExpectAsync(
            (_, _) => throw new InvalidOperationException("cannot log in", new ArgumentException($"not {Uri.EscapeDataString(Secret)}")),
            null,
            "SendClientOptions.ConnectStream failed to connect to broker.example:5672: InvalidOperationException: cannot log in. Correct the delegate, or what it connects to.");

        Assert.DoesNotContain(Secret, told.ToString(), StringComparison.Ordinal);
    }

    private static async Task<SendException> ExpectAsync(Func<BrokerEndpoint, CancellationToken, ValueTask<Stream>> connect, Exception? cause, string expected)
    {
        await using SendClient client = new(new SendClientOptions
        {
            Host = "broker.example",
            UserName = "shop",
            Password = Secret,
            AllowInsecureTransport = true,
            ConnectStream = connect,
        });

        SendException told = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Equal(expected, told.Message);
        Assert.Equal(SendReason.ConnectionFailed, told.Reason);
        Assert.Same(cause, told.InnerException);
        return told;
    }
}
