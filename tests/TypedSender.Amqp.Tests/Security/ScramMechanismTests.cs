using TypedSender.Amqp.Security;
using TypedSender.Shared;

namespace TypedSender.Amqp.Tests.Security;

/// <summary>The client's side of SCRAM against the vectors of RFC 7677 and of Python's hashlib, and against peers that want the password found out.</summary>
public class ScramMechanismTests
{
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";
    private const string Combined = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private const string ServerFirst = $"r={Combined},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private const string Sha256Signature = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    // RFC 7677, 3.
    [Fact]
    public void TheExampleOfTheRfcIsWhatIsSent()
    {
        ScramMechanism mechanism = Begin(ScramHash.Sha256);

        Assert.Equal($"n,,n=user,r={Nonce}", Text(mechanism.GetInitialResponse()!.Value));
        Assert.Equal($"c=biws,r={Combined},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", Respond(mechanism, ServerFirst));
        mechanism.Verify(Bytes(Sha256Signature));
    }

    // Computed by hashlib and hmac of Python from the same exchange.
    [Fact]
    public void Sha512IsWhatPythonComputes()
    {
        ScramMechanism mechanism = Begin(ScramHash.Sha512);

        Assert.Equal("SCRAM-SHA-512", mechanism.Name);
        Assert.Equal(
            $"c=biws,r={Combined},p=gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ==", Respond(mechanism, ServerFirst));
        mechanism.Verify(Bytes("v=ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw=="));
    }

    [Fact]
    public void NamesAreEscapedAndPreparedAndTheAuthorizationIdentityIsBound()
    {
        ScramMechanism mechanism = new(ScramHash.Sha256, ScramLogin.Prepare("k\u00E4\u00ADthe,=", "p\u00E4ss", "else,"), Nonce);

        Assert.Equal($"n,a=else=2C,n=k\u00E4the=2C=3D,r={Nonce}", Text(mechanism.GetInitialResponse()!.Value));
        Assert.Equal($"c=bixhPWVsc2U9MkMs,r={Combined},p=UPyyfSUxyFO/P2MKTvIhpvyN+BsZLo3eY9iV/vUTr+k=", Respond(mechanism, ServerFirst));
        mechanism.Verify(Bytes("v=2N609rPf+8lxQE0P5vi0WnKcEuBXUGEzIscoONXDjkc="));
    }

    [Fact]
    public void TheSignatureMayComeInALastChallenge()
    {
        ScramMechanism mechanism = Begin(ScramHash.Sha256);
        Respond(mechanism, ServerFirst);

        Assert.Equal("", Respond(mechanism, Sha256Signature));
        mechanism.Verify(null);
        Assert.Equal(SaslFault.Broken, Assert.Throws<SaslException>(() => Respond(mechanism, Sha256Signature)).Fault);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v=")]
    [InlineData("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=")]
    [InlineData("v=ArriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    [InlineData("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95A==")]
    [InlineData("w=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    public void APeerThatDoesNotKnowThePasswordIsNotBelieved(string? final)
    {
        ScramMechanism mechanism = Begin(ScramHash.Sha256);
        Respond(mechanism, ServerFirst);

        Assert.Equal(SaslFault.NotVerified, Assert.Throws<SaslException>(() => mechanism.Verify(final is null ? null : Bytes(final))).Fault);
        if (final is not null)
        {
            Assert.Equal(SaslFault.NotVerified, Assert.Throws<SaslException>(() => Respond(mechanism, final)).Fault);
        }
    }

    [Fact]
    public void APeerThatAcceptsWithoutAnExchangeIsNotBelieved()
    {
        ScramMechanism mechanism = Begin(ScramHash.Sha256);

        Assert.Equal(SaslFault.NotVerified, Assert.Throws<SaslException>(() => mechanism.Verify(Bytes(Sha256Signature))).Fault);
    }

    [Fact]
    public void AnErrorOfTheServerIsARefusal()
    {
        ScramMechanism mechanism = Begin(ScramHash.Sha256);
        Respond(mechanism, ServerFirst);

        SaslException exception = Assert.Throws<SaslException>(() => Respond(mechanism, "e=unknown-user"));

        Assert.Equal((SaslFault.Refused, "unknown-user"), (exception.Fault, exception.Message));
    }

    [Theory]
    [InlineData("i=4095", "SCRAM-SHA-256: the peer demands 4095 iterations, and fewer than 4,096 do not protect the password")]
    [InlineData("i=1", "SCRAM-SHA-256: the peer demands 1 iterations, and fewer than 4,096 do not protect the password")]
    [InlineData("i=1000001", "SCRAM-SHA-256: the peer demands 1000001 iterations, and at most 1,000,000 are computed")]
    [InlineData("i=99999999999999", "SCRAM-SHA-256: the peer demands 99999999999999 iterations, and at most 1,000,000 are computed")]
    public void AnIterationCountOutOfBoundsIsNotComputed(string count, string expected)
    {
        SaslException exception = Assert.Throws<SaslException>(() => Respond(Begin(ScramHash.Sha256), $"r={Combined},s=W22ZaJ0SNY7soEsUEjb6gQ==,{count}"));

        Assert.Equal((SaslFault.Unacceptable, expected), (exception.Fault, exception.Message));
    }

    [Theory]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqP%hvYD,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO hvYD,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    public void ANonceThatIsNotExtendedIsNotAnswered(string first)
    {
        SaslException exception = Assert.Throws<SaslException>(() => Respond(Begin(ScramHash.Sha256), first));

        Assert.Equal((SaslFault.Unacceptable, "SCRAM-SHA-256: the peer's nonce does not extend the one that it was sent"), (exception.Fault, exception.Message));
    }

    [Fact]
    public void AnExtensionThatMustBeKnownIsNotAccepted()
    {
        SaslException exception = Assert.Throws<SaslException>(() => Respond(Begin(ScramHash.Sha256), $"m=new,{ServerFirst}"));

        Assert.Equal((SaslFault.Unacceptable, "SCRAM-SHA-256: the peer demands an extension that RFC 5802 does not define"), (exception.Fault, exception.Message));
    }

    [Fact]
    public void OtherExtensionsAreLeftOut()
    {
        Assert.StartsWith("c=biws,r=", Respond(Begin(ScramHash.Sha256), $"{ServerFirst},x=1,y=2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("r")]
    [InlineData($"r={Combined}")]
    [InlineData($"s=W22ZaJ0SNY7soEsUEjb6gQ==,r={Combined},i=4096")]
    [InlineData($"r={Combined},s=,i=4096")]
    [InlineData($"r={Combined},s=%%%,i=4096")]
    [InlineData($"r={Combined},s=W22Z,i=")]
    [InlineData($"r={Combined},s=W22Z,i=-1")]
    [InlineData($"r={Combined},s=W22Z,i=4096,")]
    [InlineData($"r={Combined},s=W22Z,i=40 96")]
    public void WhatIsNoMessageOfScramIsBroken(string first) =>
        Assert.Equal(SaslFault.Broken, Assert.Throws<SaslException>(() => Respond(Begin(ScramHash.Sha256), first)).Fault);

    [Fact]
    public void EachHandshakeHasANonceOfItsOwn()
    {
        SaslCredentials credentials = SaslCredentials.Password("user", Canary.Password);

        string[] sent = [.. Enumerable.Range(0, 100).Select(_ => Text(credentials.Choices[0].Create().GetInitialResponse()!.Value))];

        Assert.Equal(100, sent.Distinct().Count());
        Assert.All(sent, each => Assert.Matches("^n,,n=user,r=[A-Za-z0-9+/]{24}$", each));
    }

    private static ScramMechanism Begin(ScramHash hash) => new(hash, ScramLogin.Prepare("user", "pencil", null), Nonce);

    private static string Respond(SaslMechanism mechanism, string challenge) => Text(mechanism.Respond(Bytes(challenge)));

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);
}
