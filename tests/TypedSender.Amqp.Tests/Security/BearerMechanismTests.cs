using TypedSender.Amqp.Security;
using TypedSender.Shared;

namespace TypedSender.Amqp.Tests.Security;

/// <summary>OAUTHBEARER by the letters of RFC 7628, section 4, and XOAUTH2, which no RFC describes.</summary>
public class BearerMechanismTests
{
    // RFC 7628, 4.1, without the host and the port, which are optional.
    [Fact]
    public void TheMessageOfOAuthBearerIsThatOfTheRfc()
    {
        OAuthBearerMechanism mechanism = new("user@example.com", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==");

        Assert.Equal(
            "n,a=user@example.com,\u0001auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\u0001\u0001", System.Text.Encoding.UTF8.GetString(mechanism.GetInitialResponse()!.Value.Span));
    }

    [Fact]
    public void WithoutAUserTheTokenSaysWhoItIs() =>
        Assert.Equal("n,,\u0001auth=Bearer abc\u0001\u0001", System.Text.Encoding.UTF8.GetString(new OAuthBearerMechanism(null, "abc").GetInitialResponse()!.Value.Span));

    [Fact]
    public void TheMessageOfXOAuth2HasTheUser() =>
        Assert.Equal("user=anna\u0001auth=Bearer abc\u0001\u0001", System.Text.Encoding.UTF8.GetString(new XOAuth2Mechanism("anna", "abc").GetInitialResponse()!.Value.Span));

    // RFC 7628, 4.3.
    [Fact]
    public void ARefusalIsAcknowledgedAndItsStatusIsKept()
    {
        byte[] challenge = """{"status":"invalid_token","scope":"example_scope","openid-configuration":"https://example.com/.well-known/openid-configuration"}"""u8.ToArray();
        OAuthBearerMechanism standard = new(null, "abc");
        XOAuth2Mechanism other = new("anna", "abc");

        Assert.Equal([1], standard.Respond(challenge).ToArray());
        Assert.Empty(other.Respond(challenge).ToArray());
        Assert.Equal(("invalid_token", "invalid_token"), (standard.RefusalReason, other.RefusalReason));
        Assert.Throws<SaslException>(() => standard.Respond(challenge));
        Assert.Throws<SaslException>(() => other.Respond(challenge));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"status\":401}")]
    [InlineData("{\"status\":")]
    [InlineData("{\"status\":\"\\ud83d\"}")]
    [InlineData("{\"a\":{\"status\":\"x\"}}")]
    [InlineData("none")]
    public void ARefusalThatDoesNotSayWhyIsAcknowledgedToo(string challenge)
    {
        OAuthBearerMechanism mechanism = new(null, "abc");

        Assert.Equal([1], mechanism.Respond(System.Text.Encoding.UTF8.GetBytes(challenge)).ToArray());
        Assert.Equal("", mechanism.RefusalReason);
    }

    [Fact]
    public void ATokenIsShownByNoText()
    {
        SaslCredentials credentials = SaslCredentials.Bearer("anna", Canary.Password);

        Assert.Equal("OAUTHBEARER, XOAUTH2", credentials.ToString());
        Assert.True(credentials.IsRevealedBy($"Bearer {Canary.Password}"));
        Assert.Equal("OAUTHBEARER", SaslCredentials.Bearer(null, "abc").ToString());
    }
}
