using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Connecting;

/// <summary>Peers that offer no login that fits, refuse it, or break the exchange (AMQP 1.0, 5.3).</summary>
public sealed class SaslFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("sasl_mechanisms_empty")]
    public async Task No_mechanism_is_offered()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.ExpectSaslHeader().SendMechanisms().ExpectEndOfStream(), FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.AuthenticationFailed, "offers no SASL mechanism; without a user name ANONYMOUS is needed.");

        await fault.EndAsync();
    }

    [Fault("sasl_no_common_mechanism")]
    public async Task No_mechanism_fits_and_the_password_is_given_to_none()
    {
        await using FaultCase fault = Begin();
        fault.Configure = LogIn;
        fault.Listen(script => script.ExpectSaslHeader().SendMechanisms("EXTERNAL", "ANONYMOUS", "SCRAM-SHA-1").ExpectEndOfStream(), FaultScripts.Good);

        SendOutcome outcome = await fault.ExpectAsync(
            fault.Tell(),
            SendOutcomeKind.NotSent,
            SendReason.AuthenticationFailed,
            "offers the SASL mechanisms EXTERNAL, ANONYMOUS, SCRAM-SHA-1; with a user name and a password SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN is needed.");

        Assert.DoesNotContain(Canary.Mark, outcome.ToString(), StringComparison.Ordinal);
        await fault.EndAsync();
    }

    [Fault("sasl_outcome")]
    public async Task Each_way_to_refuse_a_login()
    {
        (SaslCode Code, bool IsTransient, string Text)[] runs =
        [
            (SaslCode.Auth, false, "refused the user 'shop' (SASL outcome 1, auth). Correct the user name or the password."),
            (SaslCode.Sys, false, "could not authenticate the user 'shop' because of an error of its own (SASL outcome 2, sys)."),
            (SaslCode.SysPerm, false, "could not authenticate the user 'shop' because of an error that needs repair (SASL outcome 3, sys-perm)."),
            (SaslCode.SysTemp, true, "could not authenticate the user 'shop' for the moment (SASL outcome 4, sys-temp). Try again later."),
        ];
        await using FaultCase fault = Begin();
        fault.Configure = LogIn;
        fault.Listen([.. runs.Select(run => Refuse(run.Code)), FaultScripts.Good]);

        foreach ((SaslCode _, bool isTransient, string text) in runs)
        {
            SendOutcome outcome = await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, SendReason.AuthenticationFailed, text);

            Assert.Equal(isTransient, Assert.Throws<SendException>(outcome.EnsureSuccess).IsTransient);
            Assert.DoesNotContain(Canary.Mark, outcome.ToString(), StringComparison.Ordinal);
        }

        await fault.EndAsync();
    }

    [Fault("sasl_frame_oversize")]
    public async Task A_frame_of_the_exchange_is_larger_than_allowed()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.ExpectSaslHeader().SendRaw(0, 0, 2, 1, 2, 1, 0, 0).ExpectEndOfStream(), FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ProtocolViolation, "a frame claims 513 octets; between 8 and 512 are allowed.");

        await fault.EndAsync();
    }

    private static Action<PeerScript> Refuse(SaslCode code) => script => script.ExpectSaslHeader().SendMechanisms("PLAIN", "ANONYMOUS")
        .ExpectSaslInit().Where(init => init.Mechanism.Value == "PLAIN")
        .SendSaslOutcome(code).ExpectEndOfStream();

    private static void LogIn(SendClientOptions options) => (options.UserName, options.Password) = ("shop", Canary.Password);
}
