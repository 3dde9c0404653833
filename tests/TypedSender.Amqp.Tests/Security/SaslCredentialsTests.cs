using TypedSender.Amqp.Security;
using TypedSender.Shared;

namespace TypedSender.Amqp.Tests.Security;

/// <summary>Which mechanism is chosen, and what credentials reveal.</summary>
public class SaslCredentialsTests
{
    private static readonly SaslCredentials Password = SaslCredentials.Password("anna", Canary.Password);

    [Theory]
    [InlineData("SCRAM-SHA-512", "ANONYMOUS", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")]
    [InlineData("SCRAM-SHA-256", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-1")]
    [InlineData("PLAIN", "SCRAM-SHA-1", "PLAIN", "EXTERNAL")]
    [InlineData(null, "SCRAM-SHA-1", "EXTERNAL", "ANONYMOUS", "plain")]
    public void TheMostSecureOfThoseOfferedIsChosen(string? expected, params string[] offered) => Assert.Equal(expected, Password.Choose(offered)?.Mechanism);

    [Fact]
    public void WhatIsNotAllowedIsNotChosen()
    {
        SaslCredentials restricted = Password.Restrict(["SCRAM-SHA-256", "EXTERNAL"])!;

        Assert.Null(restricted.Choose(["PLAIN", "SCRAM-SHA-512"]));
        Assert.Equal("SCRAM-SHA-256", restricted.ToString());
        Assert.Null(Password.Restrict(["ANONYMOUS"]));
        Assert.Same(Password, Password.Restrict([]));
        Assert.True(restricted.IsRevealedBy(Canary.Password));
    }

    [Fact]
    public void OnlyScramKeepsThePasswordFromThePeer()
    {
        Assert.True(Password.RevealsSecret);
        Assert.False(Password.Restrict(["SCRAM-SHA-256", "SCRAM-SHA-512"])!.RevealsSecret);
        Assert.True(SaslCredentials.ClaimsBased.RevealsSecret);
        Assert.False(SaslCredentials.Anonymous.RevealsSecret);
    }

    [Fact]
    public void APasswordThatScramCannotCarryIsTakenByPlainAlone()
    {
        SaslCredentials credentials = SaslCredentials.Password("anna", "\U0001F600");

        Assert.NotNull(credentials.Choose(["SCRAM-SHA-256", "PLAIN"])!.Problem);
        Assert.Null(credentials.Choose(["PLAIN"])!.Problem);
        Assert.Equal("PLAIN", SaslCredentials.Password("token-for-name", null).ToString());
    }

    [Fact]
    public void TokensThatFollowNeedNoLogin() => Assert.Equal("MSSBCBS, AMQPCBS, ANONYMOUS", SaslCredentials.ClaimsBased.ToString());

    [Fact]
    public void AnAuthorizationIdentityGoesAhead() => Assert.Equal(
        "else\0anna\0secret"u8.ToArray(), SaslCredentials.Password("anna", "secret", "else").Choices[^1].Create().GetInitialResponse()!.Value.ToArray());
}
