using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Connecting;

/// <summary>Providers of credentials that do not answer.</summary>
public sealed class ProviderFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    // No secret of the tests: those are looked for in every exception, those of user code included.
    private const string Words = "words of the vault alone";

    [Fault("credential_provider_hangs")]
    public async Task A_provider_does_not_answer()
    {
        await using FaultCase fault = Begin();
        Vault vault = new();
        vault.Answer = async cancellationToken =>
        {
            vault.Answer = _ => ValueTask.FromResult(AmqpCredential.Anonymous);
            fault.Reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return AmqpCredential.Anonymous;
        };
        fault.Configure = options => options.Credential = AmqpCredential.FromProvider(vault);
        fault.Listen(FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, "The credential provider Vault gave no credential for 127.0.0.1", FaultCase.OpenBound);

        await fault.EndAsync();
    }

    [Fault("credential_provider_throws")]
    public async Task A_provider_throws_with_the_secret_in_its_text()
    {
        await using FaultCase fault = Begin();
        Vault vault = new();
        vault.Answer = _ =>
        {
            vault.Answer = _ => ValueTask.FromResult(AmqpCredential.Anonymous);
            throw new InvalidOperationException(Words);
        };
        fault.Configure = options => options.Credential = AmqpCredential.FromProvider(vault);
        fault.Listen(FaultScripts.Good);

        SendOutcome outcome = await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.AuthenticationFailed, "with InvalidOperationException, whose text is not shown because it may hold a secret.");

        Assert.True(Assert.Throws<SendException>(outcome.EnsureSuccess).IsTransient);
        Assert.Null(outcome.Cause);
        Assert.DoesNotContain(Words, outcome.ToString(), StringComparison.Ordinal);
        await fault.EndAsync();
    }

    private sealed class Vault : ICredentialProvider
    {
        public Func<CancellationToken, ValueTask<AmqpCredential>> Answer { get; set; } = null!;

        public ValueTask<AmqpCredential> GetCredentialAsync(CredentialContext context, CancellationToken cancellationToken) => Answer(cancellationToken);
    }
}
