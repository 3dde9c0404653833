using Microsoft.Extensions.Logging;
using TypedSender.Testing;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Transports;

/// <summary>Code of the user's around each send.</summary>
public sealed class SendHookTests
{
    private readonly RecordingTransport _transport = new();
    private readonly CountingHook _hook = new();

    [Fact]
    public async Task It_is_called_before_and_after_each_send()
    {
        INoteSender notes = Create();

        await notes.SendAsync(new Note("1")).Within();
        _transport.RespondNext(SendOutcome.Released);
        await notes.TellAsync(new Note("2")).Within();

        Assert.Equal(["sending 1", "completed 1 Accepted", "sending 2", "completed 2 Released"], _hook.Calls);
    }

    [Fact]
    public async Task The_caller_sees_the_outcome_after_the_hook()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true }).Within();
        await using var client = new SendClient(broker.Url, options => options.Hook = _hook);

        await client.GetSender<INoteSender>().SendAsync(new Note("1")).Within();

        Assert.Equal(["sending 1", "completed 1 Accepted"], _hook.Calls);
    }

    [Fact]
    public async Task Each_item_of_a_list_has_its_calls()
    {
        _transport.RespondNext(SendOutcome.Released);

        await Create().TellAllAsync([new Note("1"), new Note("2")]).Within();

        Assert.Equal(["sending 1", "sending 2", "completed 1 Released", "completed 2 Accepted"], _hook.Calls);
    }

    [Fact]
    public async Task Each_item_of_an_envelope_has_its_calls()
    {
        IEnvelopeSender notes = TypedSenders.Create<IEnvelopeSender>(_transport, transportOptions: new SendTransportOptions { Hook = _hook });

        await notes.TellAllAsync([new Note("1"), new Note("2")]).Within();

        Assert.Equal(["sending 1", "sending 2", "completed 1 Accepted", "completed 2 Accepted"], _hook.Calls);
    }

    /// <summary>A list waits and tries again where there is no room: that is no further send.</summary>
    [Fact]
    public async Task An_item_that_finds_no_room_is_begun_once()
    {
        INoteSender notes = Create(new SendTransportOptions { Hook = _hook, MaxPendingBytes = 700 });
        _transport.Hold();
        Task<IReadOnlyList<SendOutcome>> list = notes.TellAllTaskAsync([new Note("1"), new Note("2"), new Note("3")]);
        Assert.Single(_transport.Messages);

        _transport.Release();
        await list.Within();

        Assert.Equal(
            ["sending 1", "sending 2", "sending 3", "completed 1 Accepted", "completed 2 Accepted", "completed 3 Accepted"],
            _hook.Calls.OrderByDescending(call => call[0]).ThenBy(call => call, StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_refuses_a_message_by_an_exception()
    {
        _hook.Refusal = new InvalidOperationException("not today");
        INoteSender notes = Create();

        Assert.Same(_hook.Refusal, await Assert.ThrowsAsync<InvalidOperationException>(() => notes.SendAsync(new Note("1")).Within()));
        SendOutcome item = (await notes.TellAllAsync([new Note("2")]).Within())[0];

        Assert.Equal(SendReason.EncodingFailed, item.Reason);
        Assert.Contains("not today", item.ToString(), StringComparison.Ordinal);
        Assert.Empty(_transport.Messages);
    }

    [Fact]
    public async Task What_it_throws_afterwards_is_logged_and_changes_nothing()
    {
        var log = new RecordingLog("TypedSender.TypedSenders");
        _hook.Fault = new InvalidOperationException("broken hook");

        SendOutcome outcome = await Create(new SendTransportOptions { Hook = _hook, LoggerFactory = log }).TellAsync(new Note("1")).Within();

        Assert.Equal(SendOutcome.Accepted, outcome);
        await log.WaitForAsync(entry => entry.Id == 4003 && entry.Text.Contains("broken hook", StringComparison.Ordinal));
    }

    private INoteSender Create(SendTransportOptions? options = null)
        => TypedSenders.Create<INoteSender>(_transport, transportOptions: options ?? new SendTransportOptions { Hook = _hook });
}
