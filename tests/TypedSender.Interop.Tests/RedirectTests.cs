using TypedSender.Amqp.Messages;
using TypedSender.Interop.Tests.Peers;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>Redirects that qpid-proton writes, followed to a receiver on qpid-proton.</summary>
public class RedirectTests
{
    [ProtonFact]
    public async Task A_link_is_sent_elsewhere_when_it_is_attached()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 3);
        await using ProtonRedirector redirector = await ProtonRedirector.ListenAsync("link", receiver.Port, "--address", "elsewhere");
        await using SendClient client = new(redirector.Url, options => options.Redirects = RedirectPolicy.Follow);
        MessageSender sender = client.GetMessageSender("orders");

        for (int number = 0; number < 3; number++)
        {
            Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(new AmqpMessage { Value = number }));
        }

        Assert.Equal("link", await redirector.ReadRedirectedAsync());
        Assert.Equal("elsewhere", sender.Attachment!.Address);
        Assert.Equal(3, (await receiver.ReadMessagesAsync(3)).Count);
    }

    [ProtonFact]
    public async Task A_link_is_sent_elsewhere_after_its_first_message()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 4);
        await using ProtonRedirector redirector = await ProtonRedirector.ListenAsync("link", receiver.Port, "--later");
        await using SendClient client = new(redirector.Url, options => options.Redirects = RedirectPolicy.Follow);
        MessageSender sender = client.GetMessageSender("orders");

        SendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => sender.SendForOutcomeAsync(new AmqpMessage { Value = number }).AsTask()));

        // The first one had left; whether its outcome came before the detach is the peer's business.
        Assert.Contains(outcomes[0].Kind, new[] { SendOutcomeKind.Accepted, SendOutcomeKind.Indeterminate });
        Assert.All(outcomes[1..], outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(4, (await receiver.ReadMessagesAsync(4)).Count);
    }

    [ProtonFact]
    public async Task A_connection_is_sent_elsewhere_when_it_is_opened()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1);
        await using ProtonRedirector redirector = await ProtonRedirector.ListenAsync("connection", receiver.Port);
        await using SendClient client = new(redirector.Url, options => options.Redirects = RedirectPolicy.Follow);

        Assert.Equal(SendOutcome.Accepted, await client.GetMessageSender("orders").SendForOutcomeAsync(new AmqpMessage { Value = "a" }));

        Assert.Equal("connection", await redirector.ReadRedirectedAsync());
        Assert.Equal("127.0.0.1", (await receiver.ReadOpenAsync()).GetProperty("hostname").GetString());
    }

    [ProtonFact]
    public async Task What_proton_writes_is_told_where_redirects_are_not_followed()
    {
        await using ProtonRedirector redirector = await ProtonRedirector.ListenAsync("link", 5672, "--address", "elsewhere");
        await using SendClient client = new(redirector.Url);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender("orders").SendAsync(new AmqpMessage { Value = "a" }).AsTask());

        Assert.Equal(("127.0.0.1", "127.0.0.1", 5672, "elsewhere"), (thrown.Redirect!.NetworkHost, thrown.Redirect.HostName, thrown.Redirect.Port, thrown.Redirect.Address));
    }
}
