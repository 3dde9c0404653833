using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Connecting;

/// <summary>Peers that want the password found out, or do not know it (RFC 5802, 9), by a mechanism that does not let it travel.</summary>
public sealed class ScramFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("scram_downgrade")]
    public async Task Only_a_weaker_mechanism_is_offered_than_is_allowed()
    {
        await using FaultCase fault = Begin();
        fault.Configure = LogIn;
        fault.Listen(script => script.ExpectSaslHeader().SendMechanisms("PLAIN", "ANONYMOUS").ExpectEndOfStream(), Good);

        await ExpectAsync(fault, "offers the SASL mechanisms PLAIN, ANONYMOUS; of those that SendClientOptions.SaslMechanisms allows, with a user name and a password SCRAM-SHA-256 is needed.");
    }

    [Fault("scram_bad_signature")]
    public async Task The_peer_accepts_and_does_not_know_the_password()
    {
        await using FaultCase fault = Begin();
        fault.Configure = LogIn;
        fault.Listen(script => script.ServeScram(Canary.OtherPassword).ExpectEndOfStream(), Good);

        await ExpectAsync(fault, "accepted the login and did not prove what the SASL mechanism demands of it: SASL SCRAM-SHA-256: the peer's signature is not that of one that knows the password.");
    }

    [Fault("scram_huge_iteration_count")]
    public async Task The_peer_would_have_the_client_compute_for_hours()
    {
        await using FaultCase fault = Begin();
        fault.Configure = LogIn;
        fault.Listen(script => script.ServeScram(Canary.Password, iterations: "2147483647").ExpectEndOfStream(), Good);

        await ExpectAsync(fault, "was given up: SASL SCRAM-SHA-256: the peer demands 2147483647 iterations, and at most 1,000,000 are computed.");
    }

    [Fault("scram_nonce_not_extended")]
    public async Task The_peer_says_again_what_it_heard_in_another_exchange()
    {
        await using FaultCase fault = Begin();
        fault.Configure = LogIn;
        fault.Listen(script => script.ServeScram(Canary.Password, extend: nonce => nonce).ExpectEndOfStream(), Good);

        await ExpectAsync(fault, "was given up: SASL SCRAM-SHA-256: the peer's nonce does not extend the one that it was sent.");
    }

    private static void Good(PeerScript script) => script.ServeScram(Canary.Password, asChallenge: true).ExpectHeader().ExpectOpen().Respond(Handshakes.DefaultOpen).BehaveWell();

    private static void LogIn(SendClientOptions options)
    {
        options.Credential = AmqpCredential.Password("shop", Canary.Password);
        options.SaslMechanisms.Add("SCRAM-SHA-256");
    }

    private static async Task ExpectAsync(FaultCase fault, string text)
    {
        SendOutcome outcome = await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, SendReason.AuthenticationFailed, text);
        Assert.DoesNotContain(Canary.Mark, outcome.ToString(), StringComparison.Ordinal);
        await fault.EndAsync();
    }
}
