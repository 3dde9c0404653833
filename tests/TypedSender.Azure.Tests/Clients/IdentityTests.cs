using Azure.Core;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>Token credentials that are slow, fail or do not return.</summary>
public sealed class IdentityTests
{
    [Fact]
    public async Task Links_that_are_attached_together_ask_once()
    {
        await using NamespaceBench bench = await LoginTests.StartAsync();
        TaskCompletionSource<AccessToken> given = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FixedCredential credential = new((_, _) => new(given.Task));
        SendClient client = bench.Keep(ServiceBusSendClient.Create(NamespaceBench.Namespace, credential, bench.Configure));

        Task[] sends = [.. Enumerable.Range(0, 20).Select(number => NamespaceBench.SendAsync(client, $"orders-{number}"))];
        await credential.Requests.WaitForCountAsync(1);
        given.SetResult(new AccessToken(Canary.Password, FixedCredential.ExpiresOn));
        await Task.WhenAll(sends).Within();
        await NamespaceBench.SendAsync(client, "orders-20");

        Assert.Equal((1, 21), (credential.Requests.Count, bench.Tokens.Count));
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        await NamespaceBench.SendAsync(client, "orders-21");
        Assert.Equal(2, credential.Requests.Count);
    }

    [Fact]
    public async Task A_credential_that_fails_is_named_and_what_it_says_is_not_shown()
    {
        await using NamespaceBench bench = await LoginTests.StartAsync();
        FixedCredential credential = new((call, _) => call == 1 ? throw new InvalidOperationException("away") : new(new AccessToken(Canary.Password, FixedCredential.ExpiresOn)));
        SendClient client = bench.Keep(EventHubsSendClient.Create(NamespaceBench.Namespace, credential, bench.Configure));

        Task send = NamespaceBench.SendAsync(client);
        await bench.Log.Records.WaitForAsync(records => records.Any(record => record.Id == 5002));
        await bench.Time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(100));
        await send.Within();

        (_, string text) = Assert.Single(bench.Log.Records.Items, record => record.Id == 5002);
        Assert.Contains($"The credential FixedCredential threw InvalidOperationException instead of giving a token for 'amqps://{NamespaceBench.Namespace}/orders'.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("away", text, StringComparison.Ordinal);
    }

    /// <summary>Neither a call that ignores its cancellation nor those that share it hold up the next one.</summary>
    [Fact]
    public async Task A_credential_that_hangs_is_given_up_and_asked_again()
    {
        await using NamespaceBench bench = await LoginTests.StartAsync();
        TaskCompletionSource<AccessToken> never = new();
        FixedCredential credential = new((call, _) => call == 1 ? new(never.Task) : new(new AccessToken(Canary.Password, FixedCredential.ExpiresOn)));
        SendClient client = bench.Keep(ServiceBusSendClient.Create(NamespaceBench.Namespace, credential, options =>
        {
            bench.Configure(options);
            options.TokenTimeout = TimeSpan.FromMinutes(10);
        }));

        Task sends = Task.WhenAll(NamespaceBench.SendAsync(client), NamespaceBench.SendAsync(client, "invoices"));
        await credential.Requests.WaitForCountAsync(1);
        await bench.Time.AdvanceUntilAsync(sends, TimeSpan.FromMilliseconds(500));
        await sends.Within();

        Assert.Equal(2, credential.Requests.Count);
        never.SetCanceled();
    }

    [Fact]
    public async Task A_call_that_was_given_up_with_its_connection_does_not_fail_those_that_shared_it()
    {
        using CancellationTokenSource first = new();
        FixedCredential credential = new(async (call, cancellationToken) =>
        {
            if (call == 1)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return new AccessToken(Canary.Password, FixedCredential.ExpiresOn);
        });
        IdentityTokenSource source = new(credential, "scope");
        DateTimeOffset now = FixedCredential.ExpiresOn - TimeSpan.FromHours(1);
        TokenRequest request = new("audience", "orders", new BrokerEndpoint("localhost", 5671, useTls: true));

        Task<AmqpToken> asked = source.GetTokenAsync(request, now, first.Token).AsTask();
        Task<AmqpToken> shared = source.GetTokenAsync(request, now, CancellationToken.None).AsTask();
        await first.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked.Within());
        Assert.Equal(FixedCredential.ExpiresOn, (await shared.Within()).ExpiresOn);
        Assert.Equal(2, credential.Requests.Count);
    }
}
