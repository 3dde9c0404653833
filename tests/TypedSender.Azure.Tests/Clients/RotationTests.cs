using Azure;
using Azure.Core;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>Credentials that change while clients use them.</summary>
public sealed class RotationTests
{
    [Fact]
    public async Task The_next_token_is_signed_with_the_new_key()
    {
        await using NamespaceBench bench = await LoginTests.StartAsync();
        AzureNamedKeyCredential credential = new("send", Canary.Password);
        SendClient client = bench.Keep(ServiceBusSendClient.Create(NamespaceBench.Namespace, credential, bench.Configure));
        await NamespaceBench.SendAsync(client);

        bench.Node.Keys.Clear();
        bench.Node.Keys["other"] = Canary.OtherPassword;
        credential.Update("other", Canary.OtherPassword);
        bench.Time.Advance(TimeSpan.FromMinutes(54));
        await bench.Node.WaitForTokensAsync(2).Within();
        await NamespaceBench.SendAsync(client);
        await NamespaceBench.SendAsync(client, "invoices");

        Assert.Equal(["send", "other", "other"], bench.Tokens.Items.Select(token => token.KeyName));
        Assert.All(bench.Node.Tokens, token => Assert.Equal(202, token.StatusCode));
        Assert.Equal(1, bench.Broker.AcceptedConnectionCount);
    }

    /// <summary>After the broker took the old key away, without waiting for the end of the token.</summary>
    [Fact]
    public async Task A_key_that_is_refused_is_used_again_after_it_was_updated()
    {
        await using NamespaceBench bench = await LoginTests.StartAsync();
        AzureNamedKeyCredential credential = new("send", Canary.OtherPassword);
        SendClient client = bench.Keep(EventHubsSendClient.Create(NamespaceBench.Namespace, credential, bench.Configure));
        SendOutcome refused = await client.GetSender<INoteSender>(new SenderOptions { Address = "orders" }).TellTaskAsync(new Note("a")).Within();

        credential.Update("send", Canary.Password);
        await NamespaceBench.SendAsync(client);

        Assert.Equal(SendReason.AuthenticationFailed, refused.Reason);
        Assert.Equal([401, 202], bench.Node.Tokens.Select(token => token.StatusCode));
    }

    [Fact]
    public async Task The_next_token_is_the_new_signature()
    {
        await using NamespaceBench bench = await LoginTests.StartAsync();
        string first = LoginTests.Sign(bench, $"amqps://{NamespaceBench.Namespace}/");
        string second = LoginTests.Sign(bench, $"amqps://{NamespaceBench.Namespace}/", days: 3);
        AzureSasCredential credential = new(first);
        SendClient client = bench.Keep(ServiceBusSendClient.Create(NamespaceBench.Namespace, credential, bench.Configure));
        await NamespaceBench.SendAsync(client);

        // Not updated in time: it is asked for, again and again, and told once.
        bench.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(5));
        await bench.Log.Records.WaitForAsync(records => records.Any(record => record.Id == 5002));
        credential.Update(second);
        await bench.Time.AdvanceUntilAsync(bench.Node.WaitForTokensAsync(2), TimeSpan.FromSeconds(1));
        bench.Time.Advance(TimeSpan.FromDays(1));
        await NamespaceBench.SendAsync(client);

        Assert.Equal([true, false], bench.Tokens.Items.Select(token => token.Is(first)));
        Assert.True(bench.Tokens.Items[1].Is(second));
        (_, string text) = Assert.Single(bench.Log.Records.Items, record => record.Id == 5002);
        Assert.Contains("expires no later than the present one", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_signature_does_no_harm_and_is_not_shown()
    {
        await using NamespaceBench bench = await LoginTests.StartAsync();
        AzureSasCredential credential = new(LoginTests.Sign(bench, $"amqps://{NamespaceBench.Namespace}/"));
        SendClient client = bench.Keep(ServiceBusSendClient.Create(NamespaceBench.Namespace, credential, bench.Configure));

        credential.Update(Canary.Password);
        Task<SendOutcome> send = client.GetSender<INoteSender>(new SenderOptions { Address = "orders" }).TellTaskAsync(new Note("a"));
        await bench.Log.Records.WaitForAsync(records => records.Any(record => record.Id == 5002));
        credential.Update(LoginTests.Sign(bench, $"amqps://{NamespaceBench.Namespace}/"));
        await bench.Time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(100));

        Assert.Equal(SendOutcome.Accepted, await send.Within());
        Assert.All(bench.Log.Records.Items, record => Assert.DoesNotContain(Canary.Mark, record.Text, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>("signature", () => ServiceBusSendClient.Create(NamespaceBench.Namespace, new AzureSasCredential(Canary.Password)));
    }

    /// <summary>Its issuer says when; without that it is renewed 4 minutes before its end.</summary>
    [Theory]
    [InlineData(20, 20)]
    [InlineData(null, 56)]
    [InlineData(59, 56)]
    public async Task A_token_is_renewed_when_its_issuer_wants_it(int? refreshMinutes, int expectedMinutes)
    {
        await using NamespaceBench bench = await LoginTests.StartAsync();
        DateTimeOffset start = bench.Time.GetUtcNow();
        FixedCredential credential = new((call, _) => new(new AccessToken(
            $"{Canary.Password}{call}", start + TimeSpan.FromHours(call), refreshMinutes is { } minutes ? start + TimeSpan.FromMinutes(minutes) : null)));
        SendClient client = bench.Keep(ServiceBusSendClient.Create(NamespaceBench.Namespace, credential, bench.Configure));
        await NamespaceBench.SendAsync(client);

        // A random fifth of 4 minutes earlier, at the most.
        bench.Time.Advance(TimeSpan.FromMinutes(expectedMinutes - 1));
        Assert.Equal(1, bench.Node.ArrivedCount);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Node.WaitForTokensAsync(2).Within();

        Assert.Equal(2, credential.Requests.Count);
        await NamespaceBench.SendAsync(client);
    }
}
