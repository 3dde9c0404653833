using TypedSender.Amqp;

namespace TypedSender.Tests.Diagnostics;

public sealed class PeerErrorsTests
{
    [Theory]
    [InlineData("amqp:not-found", "no queue 'orders' in vhost '/'.", false, "localhost:5672 refused the address 'orders': amqp:not-found: no queue 'orders' in vhost '/'. Create it at the broker, or correct the address in [AmqpSender] or SenderOptions.Address.")]
    [InlineData("amqp:unauthorized-access", null, false, "localhost:5672 refused the address 'orders': amqp:unauthorized-access. Give the user the right to send to it, or use another user.")]
    [InlineData("amqp:resource-locked", "busy", true, "localhost:5672 refused the address 'orders': amqp:resource-locked: busy. Try again later.")]
    [InlineData("amqp:invalid-field", " ", false, "localhost:5672 refused the address 'orders': amqp:invalid-field. Check the address, the permissions of the user, and the broker's log.")]
    [InlineData(null, null, false, "localhost:5672 refused the address 'orders': no reason given. Check the address, the permissions of the user, and the broker's log.")]
    public void Refused_addresses(string? condition, string? description, bool isTransient, string expected)
    {
        SendException exception = PeerErrors.AddressRefused("localhost", 5672, "orders", Error(condition, description)).ToException();

        Assert.Equal(expected, exception.Message);
        Assert.Equal(SendReason.AddressRefused, exception.Reason);
        Assert.Equal(condition, exception.Condition);
        Assert.Equal(isTransient, exception.IsTransient);
    }

    [Fact]
    public void Redirects_name_the_new_place()
    {
        var link = new AmqpMap();
        link.Add(new AmqpSymbol("hostname"), "logical.example");
        link.Add(new AmqpSymbol("network-host"), "10.0.0.7");
        link.Add(new AmqpSymbol("port"), (ushort)5673);
        link.Add(new AmqpSymbol("address"), "orders-2");

        Assert.Equal(
            "localhost:5672 refused the address 'orders': amqp:link:redirect. It points to 10.0.0.7:5673 and the address 'orders-2'. Use that, or let redirects be followed (SendClientOptions.Redirects).",
            PeerErrors.AddressRefused("localhost", 5672, "orders", new AmqpError { Condition = "amqp:link:redirect", Info = link }).Message);
        Assert.Equal(
            "localhost:5672 closed the connection: amqp:connection:redirect. Its info map cannot be used: it names no host, port or address. Check the broker.",
            PeerErrors.ConnectionClosed("localhost", 5672, Error("amqp:connection:redirect")).Message);
    }

    [Theory]
    [InlineData("amqp:not-found", "localhost:5672 refused the connection: amqp:not-found: x. Correct the virtual host 'shop', or create it at the broker.")]
    [InlineData("amqp:not-allowed", "localhost:5672 refused the connection: amqp:not-allowed: x. Give the user access to the virtual host 'shop' (create it if there is none), or use another user.")]
    [InlineData("amqp:internal-error", "localhost:5672 refused the connection: amqp:internal-error: x. Check the virtual host, the permissions of the user, and the broker's log.")]
    public void Refused_connections(string condition, string expected)
    {
        SendFailure failure = PeerErrors.ConnectionRefused("localhost", 5672, new VirtualHost("shop"), Error(condition, "x"));

        Assert.Equal(expected, failure.Message);
        Assert.Equal(SendReason.ConnectionFailed, failure.Reason);
    }

    [Fact]
    public void Connections_sessions_and_links_that_the_peer_gives_up()
    {
        SendFailure connection = PeerErrors.ConnectionClosed("localhost", 5672, Error("amqp:connection:forced", "shutting down"));
        Assert.Equal("localhost:5672 closed the connection: amqp:connection:forced: shutting down. Check the broker's log.", connection.Message);
        Assert.True(connection.IsTransient);

        SendFailure session = PeerErrors.SessionEnded("localhost", 5672, Error("amqp:session:window-violation"));
        Assert.Equal("localhost:5672 ended the session: amqp:session:window-violation. Check the broker's log.", session.Message);

        Assert.Equal(
            "localhost:5672 detached the link to 'orders': amqp:resource-deleted: queue deleted. Create the address at the broker again.",
            PeerErrors.LinkDetached("localhost", 5672, "orders", Error("amqp:resource-deleted", "queue deleted.")).Message);
        Assert.Equal(
            "localhost:5672 detached the link to 'orders': amqp:link:message-size-exceeded. Send less in one message, or raise the limit at the broker.",
            PeerErrors.LinkDetached("localhost", 5672, "orders", Error("amqp:link:message-size-exceeded")).Message);
    }

    [Fact]
    public void Texts_of_the_peer_cannot_forge_lines_and_are_bounded()
    {
        string message = PeerErrors.SessionEnded("localhost", 5672, Error("a:b", $"one\r\ntwo\u001b[31m\u2028{new string('x', 10_000)}")).Message;

        Assert.StartsWith("localhost:5672 ended the session: a:b: one  two [31m xxx", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 500, 700);
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void Shortening_does_not_split_a_character()
    {
        string text = ErrorText.FromPeer(new string('x', 511) + "😀😀");

        Assert.Equal(new string('x', 511) + "…", text);
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(20, "20 ms")]
    [InlineData(1500, "1.5 s")]
    [InlineData(60_000, "60 s")]
    [InlineData(3_600_000, "3600 s")]
    public void Durations(int milliseconds, string expected) => Assert.Equal(expected, ErrorText.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    private static AmqpError? Error(string? condition, string? description = null) =>
        condition is null ? null : new AmqpError { Condition = condition, Description = description };
}
