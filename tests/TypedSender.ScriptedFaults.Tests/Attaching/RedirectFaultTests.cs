using TypedSender.Amqp;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Attaching;

/// <summary>Redirects that must not be followed, by a client that follows redirects (AMQP 1.0, 2.8.18).</summary>
public sealed class RedirectFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("redirect_loop")]
    public async Task Redirects_that_lead_back_to_where_they_began()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using FaultCase fault = Begin();
        broker.CreateQueue("notes").RefuseNextLinks(4, ToLink("127.0.0.1", broker.Port));
        fault.Configure = options => options.Redirects = RedirectPolicy.Follow;
        fault.Connect(broker.Port);

        await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, SendReason.AddressRefused, "It was not followed: redirects lead from one to the next: ");

        Assert.Equal(1, broker.AcceptedConnectionCount);
        await fault.EndAsync();
    }

    [Fault("redirect_unlisted_host")]
    public async Task A_redirect_to_a_host_whose_name_only_ends_as_a_listed_one()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using FaultCase fault = Begin();
        broker.CreateQueue("notes").RefuseNextLinks(1, ToLink("evil.listed.example", 5672));
        fault.Configure = options =>
        {
            options.Redirects = RedirectPolicy.Follow;
            options.RedirectHosts.Add("listed.example");
        };
        fault.Connect(broker.Port);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.AddressRefused, "'evil.listed.example' is neither a host of the options nor in SendClientOptions.RedirectHosts.");

        await fault.EndAsync();
    }

    [Fault("redirect_tls_to_plain")]
    public async Task A_redirect_out_of_TLS()
    {
        using TestCertificates certificates = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { Certificate = certificates.Issue("localhost") });
        await using InProcessBroker plain = await InProcessBroker.StartAsync();
        await using FaultCase fault = Begin();
        broker.CreateQueue("notes").RefuseNextLinks(1, ToLink("127.0.0.1", plain.Port, scheme: "amqp"));
        fault.Configure = options =>
        {
            (options.Redirects, options.UseTls, options.TlsHost) = (RedirectPolicy.Follow, true, "localhost");
            options.TrustedAuthorities.Add(certificates.Authority);
        };
        fault.Connect(broker.Port);

        await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, SendReason.AddressRefused, "the redirect asks for the scheme 'amqp', which is not.");

        Assert.Equal(0, plain.AcceptedConnectionCount);
        await fault.EndAsync();
    }

    private static AmqpError ToLink(string host, int port, string? scheme = null)
    {
        AmqpMap info = new() { { new AmqpSymbol("network-host"), host }, { new AmqpSymbol("port"), port } };
        if (scheme is not null)
        {
            info[new AmqpSymbol("scheme")] = scheme;
        }

        return new AmqpError { Condition = AmqpErrorConditions.LinkRedirect, Info = info };
    }
}
