using System.Globalization;

namespace TypedSender.Tests.Tokens;

/// <summary>Tokens are renewed in the background, at the right time whatever their life, and nothing waits for that while the old one is valid.</summary>
public sealed class TokenRenewalTests
{
    [Theory]
    [InlineData("00:00:05", null, "00:00:04.5")]
    [InlineData("01:00:00", null, "00:54:00")]
    [InlineData("1.01:00:00", null, "1.00:53:00")]
    [InlineData("90.00:00:00", null, "89.23:53:00")]
    [InlineData("01:00:00", "00:20:00", "00:40:00")]
    public async Task It_is_renewed_at_its_time(string life, string? window, string expected)
    {
        TokenBench? bench = null;
        bench = new TokenBench(new TokenBench.Source(_ => new(TokenBench.Token(bench!.Now + Time(life)))), window is null ? null : Time(window));
        var user = new TokenBench.User();
        Assert.False(bench.Use(user));
        await bench.ToldAsync(user, 1);

        bench.Time.Advance(Time(expected) - TimeSpan.FromMilliseconds(1));
        await bench.SettleAsync();
        Assert.Equal(1, bench.Puts.Count);
        bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        await bench.ToldAsync(user, 2);

        Assert.Equal([TimeSpan.Zero, Time(expected)], bench.Puts.Items.Select(put => put.At));
        Assert.True(bench.Use(user));
    }

    /// <summary>An issuer that renews in the background gives the present token meanwhile.</summary>
    [Fact]
    public async Task An_issuer_that_was_asked_early_and_has_no_newer_token_is_asked_again_and_nothing_has_failed()
    {
        TokenBench? bench = null;
        AmqpToken? kept = null;
        var source = new TokenBench.Source(call => new(call <= 3
            ? kept ??= new AmqpToken(Canary.Password, bench!.Now.AddHours(2)) { RefreshOn = bench.Now.AddHours(1) }
            : TokenBench.Token(bench!.Now.AddHours(2))));
        bench = new TokenBench(source);
        var user = new TokenBench.User();
        bench.Use(user);
        await bench.ToldAsync(user, 1);

        bench.Time.Advance(TimeSpan.FromHours(1));
        for (int call = 2; call <= 3; call++)
        {
            await source.Calls.WaitForCountAsync(call);
            await bench.Time.WaitForTimerAsync();
            bench.Do(authority => Assert.Null(authority.GetFailure(TokenBench.Audience)));
            bench.Time.Advance(TimeSpan.FromSeconds(30));
        }

        await bench.ToldAsync(user, 2);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1)], bench.Puts.Items.Select(put => put.At));
        Assert.Empty(bench.Warnings);
    }

    /// <summary>The seed computed its window once, from its first token.</summary>
    [Fact]
    public async Task Each_token_has_its_own_window()
    {
        TimeSpan[] lives = [TimeSpan.FromDays(90), TimeSpan.FromMinutes(20), TimeSpan.FromHours(1)];
        TokenBench? bench = null;
        bench = new TokenBench(new TokenBench.Source(call => new(TokenBench.Token(bench!.Now + lives[call - 1]))));
        var user = new TokenBench.User();
        bench.Use(user);
        await bench.ToldAsync(user, 1);

        bench.Time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(7));
        await bench.ToldAsync(user, 2);
        bench.Time.Advance(TimeSpan.FromMinutes(18));
        await bench.ToldAsync(user, 3);

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromDays(90) - TimeSpan.FromMinutes(7), TimeSpan.FromDays(90) + TimeSpan.FromMinutes(11)], bench.Puts.Items.Select(put => put.At));
    }

    [Fact]
    public async Task Nobody_waits_while_a_renewal_is_under_way_and_the_old_token_is_valid()
    {
        TokenBench? bench = null;
        bench = new TokenBench(new TokenBench.Source(_ => new(TokenBench.Token(bench!.Now.AddSeconds(100)))));
        var user = new TokenBench.User();
        bench.Use(user);
        await bench.ToldAsync(user, 1);
        bench.Answer = null;

        bench.Time.Advance(TimeSpan.FromSeconds(90));
        await bench.Puts.WaitForCountAsync(2);
        Assert.True(bench.Use(new TokenBench.User()));
        bench.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.True(bench.Use(new TokenBench.User()));
        bench.Time.Advance(TimeSpan.FromSeconds(0.1));
        var late = new TokenBench.User();
        Assert.False(bench.Use(late));

        bench.Puts.Items[1].Reply.SetResult(null);
        await late.Told.WaitForCountAsync(1);
        Assert.Null(late.Told.Items[0]);
        Assert.Equal(2, bench.Puts.Count);
    }

    [Fact]
    public async Task One_token_serves_all_who_need_the_audience_and_each_audience_has_its_own()
    {
        TokenBench? bench = null;
        bench = new TokenBench(new TokenBench.Source(_ => new(TokenBench.Token(bench!.Now.AddHours(1))))) { Answer = null };
        TokenBench.User[] users = [.. Enumerable.Range(0, 3).Select(_ => new TokenBench.User())];
        Assert.All(users, user => Assert.False(bench.Use(user)));
        var other = new TokenBench.User();
        Assert.False(bench.Use(other, "amqps://host/other"));

        await bench.Puts.WaitForCountAsync(2);
        bench.Puts.Items.Single(put => put.Audience == TokenBench.Audience).Reply.SetResult(null);
        await Task.WhenAll(users.Select(user => user.Told.WaitForCountAsync(1)));

        Assert.Empty(other.Told.Items);
        Assert.False(bench.Use(other, "amqps://host/other"));
        Assert.Equal(2, bench.Puts.Count);
    }

    [Fact]
    public async Task What_nobody_uses_is_not_renewed_until_somebody_does_again()
    {
        TokenBench? bench = null;
        bench = new TokenBench(new TokenBench.Source(_ => new(TokenBench.Token(bench!.Now.AddSeconds(100)))));
        var user = new TokenBench.User();
        bench.Use(user);
        await bench.ToldAsync(user, 1);
        bench.Do(authority => authority.Release(TokenBench.Audience, user));

        bench.Time.Advance(TimeSpan.FromSeconds(95));
        await bench.SettleAsync();
        Assert.Equal(1, bench.Puts.Count);

        Assert.True(bench.Use(user));
        await bench.Puts.WaitForCountAsync(2);
    }

    [Fact]
    public async Task What_only_closed_senders_waited_for_is_not_tried_again()
    {
        TokenBench? bench = null;
        bench = new TokenBench(new TokenBench.Source(_ => new(TokenBench.Token(bench!.Now.AddHours(1))))) { Answer = static () => TokenErrors.PutTimedOut(TokenBench.Audience, TimeSpan.FromSeconds(10)) };
        var user = new TokenBench.User();
        bench.Use(user);
        await bench.Time.AdvanceUntilAsync(bench.Puts.WaitForCountAsync(3), TimeSpan.FromMilliseconds(100));

        user.IsActive = false;
        int puts = bench.Puts.Count;
        for (int second = 0; second < 60; second++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await bench.SettleAsync();
        }

        Assert.InRange(bench.Puts.Count, puts, puts + 1);
        Assert.Equal(0, bench.Time.ActiveTimers);
    }

    [Fact]
    public async Task After_the_end_of_the_connection_nothing_is_fetched_or_told()
    {
        var asked = Bounded.Signal();
        var source = new TokenBench.Source(_ => new(asked.Task.ContinueWith(_ => TokenBench.Token(DateTimeOffset.MaxValue), TaskScheduler.Default)), isUserCode: true);
        var bench = new TokenBench(source);
        var user = new TokenBench.User();
        bench.Use(user);
        await source.Calls.WaitForCountAsync(1);

        bench.Do(authority => authority.Stop());
        var canceled = Bounded.Signal();
        source.Calls.Items[0].Register(canceled.SetResult);
        await canceled.Task.Within();
        asked.SetResult();

        Assert.False(bench.Use(user));
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.SettleAsync();
        Assert.Equal(0, bench.Puts.Count);
        Assert.Empty(user.Told.Items);
        Assert.Equal(0, bench.Time.ActiveTimers);
    }

    [Fact]
    public async Task A_token_that_never_expires_is_kept()
    {
        var bench = new TokenBench(new TokenBench.Source(_ => new(TokenBench.Token(DateTimeOffset.MaxValue))));
        var user = new TokenBench.User();
        bench.Use(user);
        await bench.ToldAsync(user, 1);

        bench.Time.Advance(TimeSpan.FromDays(1000));
        await bench.SettleAsync();

        Assert.Equal(1, bench.Puts.Count);
        Assert.True(bench.Use(user));
    }

    [Fact]
    public async Task A_token_that_the_peer_has_ceased_to_accept_is_replaced_at_once_and_a_newer_one_is_kept()
    {
        TokenBench? bench = null;
        bench = new TokenBench(new TokenBench.Source(_ => new(TokenBench.Token(bench!.Now.AddHours(1)))));
        var user = new TokenBench.User();
        bench.Use(user);
        await bench.ToldAsync(user, 1);
        Assert.True(bench.Use(user, out long first));

        bench.Do(authority => authority.Invalidate(TokenBench.Audience, first));
        Assert.False(bench.Use(user));
        await bench.ToldAsync(user, 2);
        bench.Do(authority => authority.Invalidate(TokenBench.Audience, first));

        Assert.True(bench.Use(user, out long second));
        Assert.NotEqual(first, second);
        Assert.Equal(2, bench.Puts.Count);
    }

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
