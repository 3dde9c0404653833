using System.Globalization;

namespace TypedSender.Tests.Tokens;

/// <summary>Signatures against those of another implementation, and those that were made elsewhere.</summary>
public sealed class SharedAccessSignatureTests
{
    private const string Fields = "sr=amqps%3A%2F%2Fhost%2Fnotes&sig={password}&se=1767229200&skn=send";

    // Made with Python's hmac, base64 and urllib.parse.quote_plus, for the key of Canary and the expiry 1767229200.
    [Theory]
    [InlineData(
        "amqps://shop.servicebus.windows.net/orders",
        "RootManageSharedAccessKey",
        "sr=amqps%3A%2F%2Fshop.servicebus.windows.net%2Forders&sig=6dKgAxkiih2lboFC2ssveUquiqeIy%2F9SUJISktIDQ48%3D&se=1767229200&skn=RootManageSharedAccessKey")]
    [InlineData(
        "amqp://127.0.0.1/a b/é?x=1&y=2",
        "send only",
        "sr=amqp%3A%2F%2F127.0.0.1%2Fa+b%2F%C3%A9%3Fx%3D1%26y%3D2&sig=7D1vZVLQ9%2BCutdXItDEuck1n6Dy%2FiRlf7zJcctD2Bwc%3D&se=1767229200&skn=send+only")]
    public void It_is_what_Python_computes(string resource, string keyName, string expected)
    {
        AmqpToken token = SharedAccessSignature.Sign(resource, keyName, Canary.Password, DateTimeOffset.FromUnixTimeSeconds(1_767_229_200));

        Assert.Equal($"SharedAccessSignature {expected}", token.Value);
        Assert.Equal("servicebus.windows.net:sastoken", token.Type);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero), token.ExpiresOn);
    }

    /// <summary>A life is never shortened to whole seconds, and days are not lost.</summary>
    [Theory]
    [InlineData("00:00:01.5", 2)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("1.01:00:00", 90_000)]
    [InlineData("90.00:00:00", 7_776_000)]
    [InlineData("3650.00:00:00", 315_360_000)]
    public async Task A_key_signs_for_the_whole_lifetime(string lifetime, long seconds)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(1_767_229_200);
        TokenSource source = AmqpCredential.SharedAccessKey("send", Canary.Password, TimeSpan.Parse(lifetime, CultureInfo.InvariantCulture)).Tokens!;

        AmqpToken token = await source.GetTokenAsync(new TokenRequest("amqps://host/notes", "notes", new BrokerEndpoint("host", 5671, useTls: true)), now, CancellationToken.None);

        Assert.Equal(now.AddSeconds(seconds), token.ExpiresOn);
        Assert.Contains($"&se={1_767_229_200 + seconds}&", token.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_expiry_of_a_ready_made_one_is_read()
    {
        AmqpToken token = SharedAccessSignature.Parse(Canary.In($"SharedAccessSignature {Fields}"));

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_767_229_200), token.ExpiresOn);
        Assert.Equal("servicebus.windows.net:sastoken until 2026-01-01 01:00:00Z", token.ToString());
    }

    [Theory]
    [InlineData("", "does not begin with")]
    [InlineData(Fields, "does not begin with")]
    [InlineData("sharedaccesssignature " + Fields, "does not begin with")]
    [InlineData("SharedAccessSignature sr=a&sig={password}&se=1", "needs the field 'skn'")]
    [InlineData("SharedAccessSignature sr=a&sig={password}&sig={password}&se=1&skn=k", "needs the field 'sig'")]
    [InlineData("SharedAccessSignature sr=&sig={password}&se=1&skn=k", "needs the field 'sr'")]
    [InlineData("SharedAccessSignature sr=a&sig={password}&se={password}&skn=k", "has a field 'se'")]
    [InlineData("SharedAccessSignature sr=a&sig={password}&se=-1&skn=k", "has a field 'se'")]
    [InlineData("SharedAccessSignature sr=a&sig={password}&se=99999999999999&skn=k", "has a field 'se'")]
    public void A_malformed_one_is_refused_and_not_shown(string signature, string text)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => AmqpCredential.SharedAccessSignature(Canary.In(signature)));

        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad signature 6dKgAxkiih2lboFC2ssveUquiqeIy%2F9SUJISktIDQ48%3D", true)]
    [InlineData("bad signature 6dKgAxkiih2lboFC2ssveUquiqeIy/9SUJISktIDQ48=", true)]
    [InlineData("bad signature of RootManageSharedAccessKey", false)]
    public void A_text_that_holds_the_signature_is_known(string text, bool expected)
    {
        AmqpToken token = SharedAccessSignature.Sign(
            "amqps://shop.servicebus.windows.net/orders", "RootManageSharedAccessKey", Canary.Password, DateTimeOffset.FromUnixTimeSeconds(1_767_229_200));

        Assert.Equal(expected, token.IsRevealedBy(text));
        Assert.True(token.IsRevealedBy($"what is {token.Value}?"));
    }
}
