namespace TypedSender.Tests.Security.Logins;

/// <summary>What cannot log in is refused when the client is made, and what a credential holds stands in no text.</summary>
public sealed class LoginOptionsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public void A_credential_and_a_user_name_are_one_too_many()
    {
        Expect(
            "SendClientOptions has both a Credential and a UserName. Set Credential alone, or UserName and Password, which stand in a URL too.",
            options => (options.UserName, options.Password, options.Credential) = ("shop", Canary.Password, AmqpCredential.Anonymous));
        Expect(
            "SendClientOptions has both a Credential and a Password. Set Credential alone, or UserName and Password, which stand in a URL too.",
            options => (options.Password, options.Credential) = (Canary.Password, AmqpCredential.Anonymous));
    }

    [Fact]
    public void A_certificate_stands_in_one_place()
    {
        Expect(
            "SendClientOptions has both a Credential with a certificate and ClientCertificates. Give the certificate in one of them.",
            options =>
            {
                options.UseTls = true;
                options.Credential = AmqpCredential.External(_certificates.Issue("a"));
                options.ClientCertificates.Add(_certificates.Issue("b"));
            });
        Expect("SendClientOptions.Credential is External, and there is no certificate that could be shown.", options => options.Credential = AmqpCredential.External());
        Expect(
            "The credential has a client certificate, which is shown in the TLS handshake, and the connection has no TLS. Use TLS (amqps://).",
            options => options.Credential = AmqpCredential.External(_certificates.Issue("a")));
        Expect(
            "The credential has a client certificate, which is shown in the TLS handshake, and the connection has no TLS. Use TLS (amqps://).",
            options => (options.Credential, options.SaslMode) = (AmqpCredential.External(_certificates.Issue("a")), SaslMode.None));
    }

    [Fact]
    public void A_certificate_and_a_password_go_together()
    {
        SendClientOptions options = new() { UseTls = true, Credential = AmqpCredential.Password("shop", Canary.Password) };
        options.ClientCertificates.Add(_certificates.Issue("billing"));

        Assert.Equal("SCRAM-SHA-512, SCRAM-SHA-256, PLAIN", SendClientSettings.Create(options).Login.Credential.Sasl.ToString());
        Assert.Single(SendClientSettings.Create(options).Hosts[0].Tls!.ClientCertificates!);
    }

    [Fact]
    public void Without_sasl_no_secret_can_be_given()
    {
        Expect(
            "SendClientOptions.SaslMode is None, and the credential has a password, which travels in the SASL exchange. Set SaslMode.Required, or leave out the credential.",
            options => (options.SaslMode, options.Credential) = (SaslMode.None, AmqpCredential.Password("shop", Canary.Password)));
        Expect(
            "SendClientOptions.SaslMode is None, and the credential has a password, which travels in the SASL exchange.",
            options => (options.SaslMode, options.UserName, options.Password) = (SaslMode.None, "shop", Canary.Password));
        Expect(
            "SendClientOptions.SaslMode is None, and the credential has a token, which travels in the SASL exchange.",
            options => (options.SaslMode, options.Credential) = (SaslMode.None, AmqpCredential.Bearer(Canary.Password)));
        Expect(
            "SendClientOptions.SaslMechanisms has entries, and SaslMode is None, with which there is no mechanism. Set one of them.",
            options =>
            {
                options.SaslMode = SaslMode.None;
                options.SaslMechanisms.Add("ANONYMOUS");
            });
        Assert.Throws<ArgumentOutOfRangeException>(() => SendClientSettings.Create(new SendClientOptions { SaslMode = (SaslMode)2 }));
    }

    [Theory]
    [InlineData("SCRAM-SHA256")]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("GSSAPI")]
    public void Unknown_mechanisms_are_told(string name) => Expect(
        $"SendClientOptions.SaslMechanisms has the entry '{name}'. Give names out of SCRAM-SHA-512, SCRAM-SHA-256, PLAIN, EXTERNAL, ANONYMOUS, OAUTHBEARER, XOAUTH2, MSSBCBS, AMQPCBS, or leave the list empty.",
        options => options.SaslMechanisms.Add(name));

    [Fact]
    public void Mechanisms_that_do_not_fit_the_credential_are_told() => Expect(
        "SendClientOptions.SaslMechanisms allows EXTERNAL, XOAUTH2, and with a bearer token OAUTHBEARER is needed. Allow one that fits, or give another credential.",
        options =>
        {
            options.Credential = AmqpCredential.Bearer(Canary.Password);
            options.SaslMechanisms.Add("EXTERNAL");
            options.SaslMechanisms.Add("XOAUTH2");
        });

    [Fact]
    public void A_password_that_no_allowed_mechanism_can_carry_is_told() => Expect(
        "SASL SCRAM-SHA-256 cannot be used: the password has a control character (RFC 4013). Change it, or allow PLAIN alone (SendClientOptions.SaslMechanisms), which takes it as it is.",
        options =>
        {
            options.Credential = AmqpCredential.Password("shop", Canary.Password + "\n");
            options.SaslMechanisms.Add("SCRAM-SHA-256");
        });

    [Fact]
    public void What_travels_does_not_do_so_in_clear_text()
    {
        Expect("The token would travel unencrypted to 'broker.example'. Use TLS (amqps://)", options => (options.Host, options.Credential) = ("broker.example", AmqpCredential.Bearer(Canary.Password)));
        Expect(
            "The password would travel unencrypted to 'broker.example'. Use TLS (amqps://)",
            options =>
            {
                (options.Host, options.Credential) = ("broker.example", AmqpCredential.Password("shop", Canary.Password));
                options.SaslMechanisms.Add("SCRAM-SHA-256");
                options.SaslMechanisms.Add("PLAIN");
            });

        SendClientOptions scram = new() { Host = "broker.example", Credential = AmqpCredential.Password("shop", Canary.Password) };
        scram.SaslMechanisms.Add("SCRAM-SHA-256");
        Assert.NotNull(SendClientSettings.Create(scram));
    }

    [Fact]
    public void Arguments_that_no_mechanism_can_carry_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AmqpCredential.Password("", Canary.Password));
        Assert.Throws<ArgumentException>(() => AmqpCredential.Password("shop", ""));
        Assert.Throws<ArgumentException>(() => AmqpCredential.Password("shop", Canary.Password, ""));
        Assert.DoesNotContain(Canary.Mark, Assert.Throws<ArgumentException>(() => AmqpCredential.Password("shop", Canary.Password + "\0")).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, Assert.Throws<ArgumentException>(() => AmqpCredential.Bearer($"Bearer {Canary.Password}")).ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AmqpCredential.Bearer(Canary.Password, "a\u0001b"));
        Assert.Throws<ArgumentNullException>(() => AmqpCredential.FromProvider(null!));
        Assert.Throws<ArgumentException>(() => AmqpCredential.External(_certificates.Authority.HasPrivateKey ? System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(_certificates.Authority.RawData) : _certificates.Authority));
    }

    [Fact]
    public void No_text_of_a_credential_shows_what_it_holds()
    {
        Assert.Equal("AmqpCredential.Password", AmqpCredential.Password("shop", Canary.Password).ToString());
        Assert.Equal("AmqpCredential.Bearer", AmqpCredential.Bearer(Canary.Password).ToString());
        Assert.Equal("AmqpCredential.Anonymous", AmqpCredential.Anonymous.ToString());
        Assert.Equal("AmqpCredential.External", AmqpCredential.External(_certificates.Issue("a")).ToString());
        Assert.True(AmqpCredential.Password("shop", Canary.Password).IsRevealedBy($"amqp://shop:{Canary.Password}@host"));
    }

    private static void Expect(string expected, Action<SendClientOptions> configure)
    {
        SendClientOptions options = new();
        configure(options);
        ArgumentException thrown = Assert.ThrowsAny<ArgumentException>(() => new SendClient(options));
        Assert.StartsWith(expected, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
    }
}
