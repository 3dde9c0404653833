namespace TypedSender.Tests.Tokens;

/// <summary>Credentials of tokens refuse what cannot work, and show nothing.</summary>
public sealed class TokenCredentialTests
{
    [Fact]
    public void None_shows_its_secret()
    {
        AmqpCredential[] credentials =
        [
            AmqpCredential.SharedAccessKey("send", Canary.Password), AmqpCredential.SharedAccessSignature($"SharedAccessSignature sr=a&sig={Canary.Password}&se=1&skn=send"),
            AmqpCredential.Token(Canary.Password, DateTimeOffset.MaxValue), AmqpCredential.Token(new Provider()),
        ];

        Assert.Equal(["AmqpCredential.SharedAccessKey", "AmqpCredential.SharedAccessSignature", "AmqpCredential.Token", "AmqpCredential.Token"], credentials.Select(credential => credential.ToString()));
        Assert.All(credentials.Take(3), credential => Assert.True(credential.IsRevealedBy($"it is {Canary.Password}.")));
        Assert.Equal("jwt until 9999-12-31 23:59:59Z", new AmqpToken(Canary.Password, DateTimeOffset.MaxValue).ToString());
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-1.00:00:00")]
    [InlineData("3651.00:00:00")]
    public void A_lifetime_out_of_range_is_refused(string lifetime)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => AmqpCredential.SharedAccessKey("send", Canary.Password, TimeSpan.Parse(lifetime, System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Contains("Give a time from one second to 10 years", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_expired_is_refused_when_the_client_is_made()
    {
        var time = new ManualTimeProvider();
        SendClientOptions options = new() { TimeProvider = time, Credential = AmqpCredential.Token(Canary.Password, time.GetUtcNow()) };

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new SendClient(options));

        Assert.Contains("the token expired on 2026-01-01 00:00:00Z", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SaslMode.Required)]
    [InlineData(SaslMode.None)]
    public void Tokens_do_not_travel_in_clear_text_unless_that_is_allowed(SaslMode mode)
    {
        SendClientOptions options = new() { Host = "broker.example", SaslMode = mode, Credential = AmqpCredential.SharedAccessKey("send", Canary.Password) };

        Assert.Contains("The tokens would travel unencrypted to 'broker.example'.", Assert.ThrowsAny<ArgumentException>(() => new SendClient(options)).Message, StringComparison.Ordinal);
        options.AllowInsecureTransport = true;
        Assert.NotNull(new SendClient(options));
    }

    [Fact]
    public void Times_out_of_range_are_refused_when_the_client_is_made()
    {
        Assert.Contains("TokenTimeout", Assert.ThrowsAny<ArgumentException>(() => new SendClient(new SendClientOptions { TokenTimeout = TimeSpan.Zero })).Message, StringComparison.Ordinal);
        Assert.Contains("TokenRefreshWindow", Assert.ThrowsAny<ArgumentException>(() => new SendClient(new SendClientOptions { TokenRefreshWindow = TimeSpan.FromDays(25) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_and_empty_are_refused_at_once()
    {
        Assert.ThrowsAny<ArgumentException>(() => AmqpCredential.SharedAccessKey("", Canary.Password));
        Assert.ThrowsAny<ArgumentException>(() => AmqpCredential.SharedAccessKey("send", ""));
        Assert.ThrowsAny<ArgumentException>(() => AmqpCredential.SharedAccessSignature(null!));
        Assert.ThrowsAny<ArgumentException>(() => AmqpCredential.Token("", DateTimeOffset.MaxValue));
        Assert.ThrowsAny<ArgumentException>(() => AmqpCredential.Token((ITokenProvider)null!));
    }

    private sealed class Provider : ITokenProvider
    {
        public ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
