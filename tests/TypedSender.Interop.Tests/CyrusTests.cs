using TypedSender.Interop.Tests.Peers;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>SCRAM (RFC 5802, RFC 7677) against cyrus-sasl, in both roles.</summary>
public class CyrusTests
{
    [CyrusTheory]
    [InlineData("SCRAM-SHA-256", true)]
    [InlineData("SCRAM-SHA-256", false)]
    [InlineData("SCRAM-SHA-512", true)]
    [InlineData("SCRAM-SHA-512", false)]
    public async Task Our_client_logs_in_at_cyrus(string mechanism, bool isRight)
    {
        await using CyrusListener listener = new(mechanism, "anna", Canary.Password);
        await using SendClient client = new(new SendClientOptions
        {
            Host = "127.0.0.1",
            Port = await listener.ReadPortAsync(),
            Credential = AmqpCredential.Password("anna", isRight ? Canary.Password : Canary.OtherPassword),
        });

        if (isRight)
        {
            Assert.Equal(SendOutcome.Accepted, await client.GetSender<IGreetingSender>().GreetAsync(new Greeting("hello")));
            Assert.Contains("hello", await listener.ReadMessageAsync(), StringComparison.Ordinal);
        }
        else
        {
            SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetSender<IGreetingSender>().SendAsync(new Greeting("hello")).AsTask());
            Assert.Equal(SendReason.AuthenticationFailed, thrown.Reason);
            await listener.ReadRefusedAsync();
        }
    }

    [CyrusTheory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task Cyrus_logs_in_at_our_broker(string mechanism)
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false };
        options.Users["anna"] = Canary.Password;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);

        await using CyrusLogIn right = new(broker.Port, mechanism, "anna", Canary.Password);
        Assert.Equal(["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"], await right.ReadOfferedAsync());
        await using CyrusLogIn wrong = new(broker.Port, mechanism, "anna", Canary.OtherPassword);
        Assert.Equal(1, await wrong.ReadCodeAsync());
    }
}
