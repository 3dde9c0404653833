namespace TypedSender.Tests.Tokens;

/// <summary>Providers that throw, hang or repeat themselves, and peers that refuse: tried again with pauses, logged once, and told to who waits.</summary>
public sealed class TokenFailureTests
{
    public static TheoryData<string> Faults => new() { "throws", "throws later", "cancels itself", "null", "expired" };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_provider_that_fails_is_asked_again_and_logged_once(string fault)
    {
        TokenBench? bench = null;
        var source = new TokenBench.Source(call => call <= 3 ? Fail(fault, bench!) : new(TokenBench.Token(bench!.Now.AddHours(1))), isUserCode: true);
        bench = new TokenBench(source);
        var user = new TokenBench.User();
        Assert.False(bench.Use(user));

        await bench.Time.AdvanceUntilAsync(user.Told.WaitForCountAsync(1), TimeSpan.FromMilliseconds(100));

        Assert.Null(Assert.Single(user.Told.Items));
        Assert.Equal(4, source.Calls.Count);
        Assert.Equal(1, bench.Puts.Count);
        string warning = await bench.GetOnlyWarningAsync();
        Assert.Contains("The source ", warning, StringComparison.Ordinal);
        Assert.Contains(TokenBench.Audience, warning, StringComparison.Ordinal);

        // What a provider throws may hold a secret.
        Assert.DoesNotContain("no identity", warning, StringComparison.Ordinal);
        bench.Do(authority => Assert.Null(authority.GetFailure(TokenBench.Audience)));
    }

    [Fact]
    public async Task A_call_that_hangs_is_cancelled_and_given_up_and_no_more_than_four_are_outstanding()
    {
        var hanging = new TaskCompletionSource<AmqpToken>();
        var source = new TokenBench.Source(_ => new(hanging.Task), isUserCode: true);
        var bench = new TokenBench(source);
        var user = new TokenBench.User();
        bench.Use(user);
        await source.Calls.WaitForCountAsync(1);

        var canceled = Bounded.Signal();
        source.Calls.Items[0].Register(canceled.SetResult);
        await bench.Time.AdvanceUntilAsync(canceled.Task, TimeSpan.FromSeconds(1));
        Assert.Contains("gave no token for 'amqps://host/notes' within 10 s (TokenTimeout); the call was cancelled and given up.", await FailureAsync(bench), StringComparison.Ordinal);
        await bench.Time.AdvanceUntilAsync(source.Calls.WaitForCountAsync(4), TimeSpan.FromSeconds(1));
        await AdvanceUntilAsync(bench, text => text.Contains("as 4 calls that were given up have not returned", StringComparison.Ordinal));
        Assert.Equal(4, source.Calls.Count);

        // What they return at last is dropped, and the provider is asked anew.
        hanging.SetResult(TokenBench.Token(bench.Now.AddHours(1)));
        await bench.Time.AdvanceUntilAsync(user.Told.WaitForCountAsync(1), TimeSpan.FromSeconds(1));
        Assert.Equal(5, source.Calls.Count);
        _ = await bench.GetOnlyWarningAsync();
    }

    [Fact]
    public async Task A_call_that_blocks_its_thread_is_given_up_too()
    {
        using var blocking = new ManualResetEventSlim();
        TokenBench? bench = null;
        var source = new TokenBench.Source(
            call =>
            {
                if (call == 1)
                {
                    blocking.Wait(TimeSpan.FromSeconds(20));
                }

                return new(TokenBench.Token(bench!.Now.AddHours(1)));
            },
            isUserCode: true);
        bench = new TokenBench(source);
        var user = new TokenBench.User();
        bench.Use(user);
        await source.Calls.WaitForCountAsync(1);

        await bench.Time.AdvanceUntilAsync(user.Told.WaitForCountAsync(1), TimeSpan.FromSeconds(1));

        Assert.Equal(2, source.Calls.Count);
        blocking.Set();
    }

    /// <summary>A provider that keeps tokens gives the same one until its own time has come.</summary>
    [Fact]
    public async Task The_same_token_again_is_not_put_and_the_old_one_serves_meanwhile()
    {
        TokenBench? bench = null;
        AmqpToken? kept = null;
        var source = new TokenBench.Source(_ => new(kept is null || kept.ExpiresOn - bench!.Now < TimeSpan.FromMinutes(2) ? kept = TokenBench.Token(bench!.Now.AddHours(1)) : kept), isUserCode: true);
        bench = new TokenBench(source);
        var user = new TokenBench.User();
        bench.Use(user);
        await bench.ToldAsync(user, 1);

        bench.Time.Advance(TimeSpan.FromMinutes(54));
        await source.Calls.WaitForCountAsync(2);
        Assert.Contains("expires no later than the present one", await FailureAsync(bench), StringComparison.Ordinal);
        Assert.True(bench.Use(user));
        await bench.Time.AdvanceUntilAsync(user.Told.WaitForCountAsync(2), TimeSpan.FromSeconds(1));

        Assert.Equal(2, bench.Puts.Count);
        Assert.InRange(bench.Puts.Items[1].At, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(60));
        Assert.InRange(source.Calls.Count, 4, 30);
        _ = await bench.GetOnlyWarningAsync();
    }

    [Theory]
    [InlineData(503, true)]
    [InlineData(429, true)]
    [InlineData(408, true)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(400, false)]
    public async Task What_the_peer_refuses_for_now_is_put_again_and_what_it_refuses_for_good_is_told(int status, bool isPassing)
    {
        TokenBench? bench = null;
        bench = new TokenBench(new TokenBench.Source(_ => new(TokenBench.Token(bench!.Now.AddHours(1)))));
        int answers = 0;
        bench.Answer = () => ++answers <= 2 ? TokenErrors.Refused(TokenBench.Audience, status, null, "no") : null;
        var user = new TokenBench.User();
        bench.Use(user);

        await bench.Time.AdvanceUntilAsync(user.Told.WaitForCountAsync(1), TimeSpan.FromMilliseconds(100));

        Assert.Equal(isPassing, user.Told.Items[0] is null);
        if (!isPassing)
        {
            Assert.StartsWith($"The peer refused the token for 'amqps://host/notes' with status {status} (no). ", user.Told.Items[0]!.Message, StringComparison.Ordinal);
            Assert.Equal(SendReason.AuthenticationFailed, user.Told.Items[0]!.Reason);
        }

        _ = await bench.GetOnlyWarningAsync();
    }

    [Fact]
    public async Task A_renewal_that_is_refused_for_good_is_tried_again_while_the_token_is_used()
    {
        TokenBench? bench = null;
        bench = new TokenBench(new TokenBench.Source(_ => new(TokenBench.Token(bench!.Now.AddSeconds(100)))));
        var user = new TokenBench.User();
        bench.Use(user);
        await bench.ToldAsync(user, 1);
        bench.Answer = () => TokenErrors.Refused(TokenBench.Audience, 401, null, null);

        await bench.Time.AdvanceUntilAsync(bench.Puts.WaitForCountAsync(4), TimeSpan.FromMilliseconds(100));
        Assert.Single(user.Told.Items);
        bench.Answer = () => null;
        await bench.Time.AdvanceUntilAsync(user.Told.WaitForCountAsync(2), TimeSpan.FromMilliseconds(100));

        Assert.All(user.Told.Items, Assert.Null);
        _ = await bench.GetOnlyWarningAsync();
    }

    [Fact]
    public async Task A_fixed_token_is_put_once_and_its_expiry_is_told()
    {
        TokenBench? bench = null;
        bench = new TokenBench(AmqpCredential.Token(Canary.Password, new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero)).Tokens!);
        var user = new TokenBench.User();
        bench.Use(user);
        await bench.ToldAsync(user, 1);
        bench.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.True(bench.Use(user));

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(bench.Use(user));
        await bench.ToldAsync(user, 2);

        Assert.StartsWith("The token expired on 2026-01-01 01:00:00Z, so there is none for 'amqps://host/notes'.", user.Told.Items[1]!.Message, StringComparison.Ordinal);
        Assert.False(user.Told.Items[1]!.IsTransient);
        Assert.Equal(1, bench.Puts.Count);
        Assert.Equal(0, bench.Time.ActiveTimers);
    }

    private static ValueTask<AmqpToken> Fail(string fault, TokenBench bench) => fault switch
    {
        "throws" => throw new InvalidOperationException("no identity"),
        "throws later" => ValueTask.FromException<AmqpToken>(new InvalidOperationException("no identity")),
        "cancels itself" => ValueTask.FromCanceled<AmqpToken>(new CancellationToken(canceled: true)),
        "null" => new((AmqpToken)null!),
        _ => new(TokenBench.Token(bench.Now)),
    };

    private static async Task<string> FailureAsync(TokenBench bench)
    {
        string? text = null;
        await AdvanceUntilAsync(bench, seen => (text = seen) is not null, TimeSpan.Zero);
        return text!;
    }

    /// <summary>Moves the clock until the last failure is such a one.</summary>
    private static async Task AdvanceUntilAsync(TokenBench bench, Func<string, bool> condition, TimeSpan? step = null)
    {
        for (int i = 0; i < 10_000; i++)
        {
            string? text = null;
            bench.Do(authority => text = authority.GetFailure(TokenBench.Audience)?.Message);
            if (text is not null && condition(text))
            {
                return;
            }

            bench.Time.Advance(step ?? TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        Assert.Fail("The failure did not come.");
    }
}
