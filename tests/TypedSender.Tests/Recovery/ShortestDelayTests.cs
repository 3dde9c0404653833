using System.Net.Sockets;
using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>Policies that want no delay: the second attempt in a row comes at once, each further one 10 ms later at the earliest.</summary>
public sealed class ShortestDelayTests
{
    private const int Attempts = 50;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_dead_port_is_not_tried_more_than_a_hundred_times_a_second(bool countsAsAttempt)
    {
        var policy = new RecordingPolicy(_ => AmqpRetryDecision.Retry(TimeSpan.Zero, countsAsAttempt));
        await using var client = new SendClient("amqp://127.0.0.1", options =>
        {
            Configure(options, policy);
            options.ConnectStream = (_, _) => throw new SocketException((int)SocketError.ConnectionRefused);
        });
        Task opening = client.OpenAsync();

        await Assert.ThrowsAsync<SendException>(() => opening.Within());
        await policy.Asked.WaitForCountAsync(2);
        Assert.Equal(0, _time.GetTimestamp());
        await _time.AdvanceUntilAsync(policy.Asked.WaitForCountAsync(Attempts), TimeSpan.FromMilliseconds(1));

        Assert.True(_time.GetElapsedTime(0) >= Shortest * (Attempts - 2), $"{Attempts} attempts within {_time.GetElapsedTime(0)}");
    }

    [Fact]
    public async Task A_link_that_is_refused_again_and_again_is_not_attached_in_a_loop()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { IdleTimeout = null });
        broker.CreateQueue("notes").RefuseNextLinks(Attempts, "amqp:resource-locked");
        var policy = new RecordingPolicy(_ => AmqpRetryDecision.Retry(TimeSpan.Zero));
        await using var client = new SendClient(broker.Url, options => Configure(options, policy));

        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await _time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(5));

        Assert.Equal(SendOutcome.Accepted, await send);
        Assert.Equal(Attempts, policy.Failures.Count);
        Assert.True(_time.GetElapsedTime(0) >= Shortest * (Attempts - 1), $"{Attempts} attempts within {_time.GetElapsedTime(0)}");
    }

    [Fact]
    public async Task A_message_that_is_refused_again_and_again_is_not_sent_in_a_loop()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { IdleTimeout = null });
        broker.CreateQueue("notes").SettleNext([.. Enumerable.Repeat(Settlement.Release, Attempts)]);
        var policy = new RecordingPolicy(_ => AmqpRetryDecision.Retry(TimeSpan.Zero, countsAsAttempt: false));
        await using var client = new SendClient(broker.Url, options => Configure(options, policy));
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Retention = MessageRetention.UntilSettled });

        Task<SendOutcome> send = notes.TellTaskAsync(new Note("a"));
        await _time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(5));

        Assert.Equal(SendOutcome.Accepted, await send);
        Assert.True(_time.GetElapsedTime(0) >= Shortest * (Attempts - 1), $"{Attempts} attempts within {_time.GetElapsedTime(0)}");
    }

    private void Configure(SendClientOptions options, AmqpRetryPolicy policy)
    {
        options.TimeProvider = _time;
        options.RetryPolicy = policy;
        options.IdleTimeout = options.SendTimeout = Timeout.InfiniteTimeSpan;
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;

        // The clock may run far ahead of the sockets.
        options.OpenTimeout = TimeSpan.FromDays(1);
    }
}
