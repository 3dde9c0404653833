using TypedSender;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace Shop;

public sealed class MountedPasswordTests
{
    [Fact]
    public async Task A_password_that_is_exchanged_is_taken_at_the_next_connection()
    {
        string path = Path.GetTempFileName();
        try
        {
            InProcessBrokerOptions options = new() { AllowAnonymous = false, CreateQueuesOnDemand = true };
            await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
            await using SendClient client = new(broker.Url, settings => settings.Credential = AmqpCredential.FromProvider(new MountedPassword("shop", path)));
            Checkout checkout = new(client.GetSender<IWarehouseSender>());
            TaskCompletionSource lost = Bounded.Signal();
            client.StateChanged += (_, change) => _ = change.Previous == SendClientState.Connected && lost.TrySetResult();

            options.Users["shop"] = Canary.Password;
            await File.WriteAllTextAsync(path, Canary.Password + "\n");
            Assert.True(await checkout.PayAsync(new OrderPaid(Guid.NewGuid(), 1)));

            options.Users["shop"] = Canary.OtherPassword;
            await File.WriteAllTextAsync(path, Canary.OtherPassword + "\n");
            broker.AbortConnections();
            await lost.Task.Within();
            Assert.True(await checkout.PayAsync(new OrderPaid(Guid.NewGuid(), 2)));

            Assert.Equal(["shop", "shop"], broker.Connections.Select(connection => connection.UserName));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_client_by_scram_alone_is_made_without_connecting() => await Clients.ByScramAlone(Canary.Password).DisposeAsync();
}
