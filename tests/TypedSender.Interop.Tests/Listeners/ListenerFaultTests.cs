using System.Buffers.Binary;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Readers;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Interop.Tests.Listeners;

/// <summary>This library's client at brokers of other implementations that refuse, end or are silent.</summary>
public class ListenerFaultTests
{
    /// <summary>
    /// AMQPNetLite ends a session without the error that it was given. Microsoft.Azure.Amqp detaches the links of what it ends first: with the error where it closes the
    /// connection, without it where it ends the session.
    /// </summary>
    public static TheoryData<string, ListenerFailure, SendReason, string?> Failures => new()
    {
        { ReaderNames.NetLite, ListenerFailure.Detach, SendReason.LinkDetached, "amqp:internal-error" },
        { ReaderNames.NetLite, ListenerFailure.End, SendReason.SessionEnded, null },
        { ReaderNames.NetLite, ListenerFailure.Close, SendReason.ConnectionLost, "amqp:internal-error" },
        { ReaderNames.MicrosoftAmqp, ListenerFailure.Detach, SendReason.LinkDetached, "amqp:internal-error" },
        { ReaderNames.MicrosoftAmqp, ListenerFailure.End, SendReason.LinkDetached, null },
        { ReaderNames.MicrosoftAmqp, ListenerFailure.Close, SendReason.LinkDetached, "amqp:internal-error" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_is_under_way_when_the_broker_ends_is_indeterminate_and_says_why(string implementation, ListenerFailure failure, SendReason reason, string? condition)
    {
        using ListenerBroker broker = ListenerBroker.Start(implementation, new ListenerSettings { VerdictOf = _ => null });
        await using SendClient client = broker.Connect();
        ITestSender sender = client.GetSender<ITestSender>();
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 3).Select(number => sender.SendForOutcomeAsync(new Small(number)).AsTask())];
        await broker.ReadAsync(3);

        broker.Fail(failure);
        SendOutcome[] outcomes = await Task.WhenAll(sends).Within();

        Assert.All(outcomes, outcome => Assert.Equal((SendOutcomeKind.Indeterminate, reason, condition), (outcome.Kind, outcome.Reason, outcome.Error?.Condition.Value)));
    }

    [Theory]
    [InlineData(ReaderNames.NetLite)]
    [InlineData(ReaderNames.MicrosoftAmqp)]
    public async Task A_refused_link_is_told_with_its_condition(string implementation)
    {
        using ListenerBroker broker = ListenerBroker.Start(implementation, new ListenerSettings { Refuse = true });
        await using SendClient client = broker.Connect();

        SendOutcome outcome = await client.GetSender<ITestSender>().SendForOutcomeAsync(new Small(1)).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused, "amqp:not-found"), (outcome.Kind, outcome.Reason, outcome.Error?.Condition.Value));
    }

    [Theory]
    [InlineData(ReaderNames.NetLite)]
    [InlineData(ReaderNames.MicrosoftAmqp)]
    public async Task A_message_over_the_limit_of_the_link_is_not_sent_and_the_next_is(string implementation)
    {
        using ListenerBroker broker = ListenerBroker.Start(implementation, new ListenerSettings { MaxMessageSize = 1_000 });
        await using SendClient client = broker.Connect();
        ITestSender sender = client.GetSender<ITestSender>();

        SendOutcome large = await sender.SendForOutcomeAsync(new Large { Id = "large", Text = new string('x', 2_000) }).Within();
        SendOutcome small = await sender.SendForOutcomeAsync(new Small(1)).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.MessageTooLarge), (large.Kind, large.Reason));
        Assert.Equal(SendOutcome.Accepted, small);
        Assert.Equal("amqp-value: map {string \"Number\": int 1}", (await broker.ReadAsync()).Sections);
    }

    [Theory]
    [InlineData(ReaderNames.NetLite)]
    [InlineData(ReaderNames.MicrosoftAmqp)]
    public async Task Frames_without_a_body_go_out_in_time_for_the_brokers_idle_timeout(string implementation)
    {
        TimeSpan idle = TimeSpan.FromMinutes(4);
        ManualTimeProvider time = new();
        TaskCompletionSource heartbeat = Bounded.Signal();
        using ListenerBroker broker = ListenerBroker.Start(implementation, new ListenerSettings { IdleTimeout = idle });
        await using SendClient client = broker.Connect(options =>
        {
            options.TimeProvider = time;
            options.IdleTimeout = Timeout.InfiniteTimeSpan;
            options.ConnectStream = async (endpoint, cancellationToken) =>
            {
                UserStream stream = await UserStream.ConnectAsync(endpoint.Port);
                stream.OnWrite = (inner, bytes) =>
                {
                    if (bytes.Length == 8 && BinaryPrimitives.ReadInt32BigEndian(bytes.Span) == 8)
                    {
                        heartbeat.TrySetResult();
                    }

                    return inner.WriteAsync(bytes, cancellationToken);
                };
                return stream;
            };
        });
        ITestSender sender = client.GetSender<ITestSender>();
        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(new Small(1)).Within());

        await time.AdvanceUntilAsync(heartbeat.Task, TimeSpan.FromSeconds(1));

        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(new Small(2)).Within());
    }
}
