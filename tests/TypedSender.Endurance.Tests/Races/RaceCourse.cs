using System.Runtime.CompilerServices;
using TypedSender.Testing;

namespace TypedSender.Endurance.Tests.Races;

/// <summary>A broker and a client on which one pair races, again and again; after each race the outcome is held against what came to the broker.</summary>
internal sealed class RaceCourse(RacePair pair, Racetrack track, Handicap handicap, InProcessBroker broker) : IAsyncDisposable
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(5);

    // The clock stands still but for the pause before attempts that follow one another: a few of these, and far from the time-out.
    private static readonly TimeSpan RetryStep = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, SendOutcome?> _told = [];
    private readonly Arrivals _arrivals = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SocketCounter _sockets = new(broker.Port);
    private BrokerQueue _queue = null!;
    private SendClient? _client;
    private INoteSender _notes = null!;
    private MessageSender _sender = null!;
    private BrokerLink? _link;
    private CancellationTokenSource _cancellation = new();
    private Task<SendOutcome>? _send;
    private Task<SendCloseReport>? _closing;
    private BrokerMessage? _message;
    private string _name = "";
    private string _step = "none";
    private bool _hasCreditLeft;

    public static async Task<RaceCourse> OpenAsync(RacePair pair, Racetrack track, Handicap handicap)
    {
        var options = new InProcessBrokerOptions { IdleTimeout = null };
        InProcessBroker broker = await InProcessBroker.StartAsync(options);
        var course = new RaceCourse(pair, track, handicap, broker) { _queue = broker.CreateQueue("notes") };
        course._queue.Credit = pair.Has(Contestant.Flow) ? CreditPolicy.None : CreditPolicy.Window(1000);
        course._queue.SettlementOf = message =>
        {
            course._arrivals.Add(message);
            return pair.IsSilent ? Settlement.Silence : Settlement.Accept;
        };
        return course;
    }

    /// <summary>Runs one race; true when the first of the pair was first.</summary>
    public async Task<bool> RunAsync(string name)
    {
        _name = name;
        await PrepareAsync();
        (TimeSpan first, TimeSpan second) = handicap.Next();
        _step = "racing";
        await track.RunAsync(() => Act(pair.First, first), () => Act(pair.Second, second));
        SendOutcome? outcome = await FinishAsync();
        Check(outcome);
        if (_closing is not null)
        {
            await CheckClosedAsync();
            _client = null;
        }

        bool hasFirstWon = pair.HasFirstWon(outcome, _arrivals.Find(name)?.Link == _link);
        handicap.Note(hasFirstWon);
        return hasFirstWon;
    }

    /// <summary>Closes what is open; then nothing may be left of all the races, and the books agree.</summary>
    public async Task CloseAsync()
    {
        _step = "closing";
        if (_client is not null)
        {
            await _client.CloseAsync();
            await CheckClosedAsync();
        }

        while (_sockets.Open > 0 || broker.ConnectionCount > 0)
        {
            await Task.Delay(1);
        }

        HashSet<string> stored = [.. _queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray()))];
        foreach ((string name, SendOutcome? outcome) in _told)
        {
            bool mustHaveCome = outcome?.Kind == SendOutcomeKind.Accepted;
            bool mustNotHaveCome = outcome is null or { Kind: SendOutcomeKind.NotSent };
            Assert.True(!mustHaveCome || stored.Contains(name), $"{name} was accepted and is not stored");
            Assert.True(!mustNotHaveCome || _arrivals.Find(name) is null, $"{name} was not sent and has come: {outcome}");
        }

        Assert.Equal(0, _arrivals.Duplicates);
    }

    /// <summary>What is going on, for whoever has to find out why it does not go on.</summary>
    public string Describe() =>
        $"pair={pair.Name} name={_name} step={_step} send={_send?.Status} closing={_closing?.Status} client={_client?.State} sender={_sender?.State} pending={_sender?.PendingCount} "
        + $"arrived={_arrivals.Find(_name) is not null} link={_link?.IsOpen} sockets={_sockets.Open} connections={broker.ConnectionCount} timers={_time.ActiveTimers} "
        + $"threads={ThreadPool.ThreadCount} queued={ThreadPool.PendingWorkItemCount}";

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        _cancellation.Dispose();
    }

    private async Task PrepareAsync()
    {
        _step = "connecting";
        _closing = null;
        _send = null;
        if (_client is null)
        {
            Connect();
        }

        BrokerLink? spent = pair.CutsLink ? _link : null;
        _link = await FindLinkAsync(spent);
        _step = "waiting for credit";
        if (pair.Has(Contestant.Flow))
        {
            await WithdrawCreditAsync();
        }

        _step = "preparing";
        _cancellation.Dispose();
        _cancellation = new CancellationTokenSource();
        if (!pair.Has(Contestant.Send))
        {
            _send = _notes.TellTaskAsync(new Note(_name), _cancellation.Token);
        }

        _message = pair.BeginsInFlight ? await _arrivals.WaitAsync(_name) : null;
    }

    private void Act(Contestant contestant, TimeSpan delay)
    {
        Handicap.Wait(delay);
        switch (contestant)
        {
            case Contestant.Send:
                try
                {
                    _send = _notes.TellTaskAsync(new Note(_name), _cancellation.Token);
                }
                catch (ObjectDisposedException) when (pair.Has(Contestant.Dispose))
                {
                    // Refused at the call: no send came to be.
                }

                break;
            case Contestant.Cancel:
                _cancellation.Cancel();
                break;
            case Contestant.Timeout:
                _time.Advance(SendTimeout + TimeSpan.FromSeconds(1));
                break;
            case Contestant.Dispose:
                _closing = _client!.CloseAsync();
                break;
            case Contestant.Detach:
                _link!.Detach("amqp:link:detach-forced");
                break;
            case Contestant.End:
                _link!.EndSession("amqp:internal-error");
                break;
            case Contestant.Close:
                _link!.Connection.Close("amqp:connection:forced");
                break;
            case Contestant.Reset:
                _link!.Connection.Abort();
                break;
            case Contestant.Flow:
                _queue.GrantCredit(1);
                break;
            default:
                _message!.Settle(Settlement.Accept);
                break;
        }
    }

    /// <summary>What became of the send; null when it was refused because the client had been closed.</summary>
    private async Task<SendOutcome?> FinishAsync()
    {
        _step = "closing the client";
        if (_closing is not null)
        {
            await _closing;
        }

        _step = "waiting for the outcome";
        if (_send is null)
        {
            return null;
        }

        if (pair is { First: Contestant.Send, IsSilent: true })
        {
            // Nobody has decided yet, or it is too late for that: a verdict without a caller must harm nobody.
            (await _arrivals.WaitAsync(_name)).Settle(Settlement.Accept);
        }

        await _time.AdvanceUntilAsync(_send, RetryStep);
        SendOutcome outcome = await _send;
        _hasCreditLeft = outcome.Kind == SendOutcomeKind.NotSent;
        return outcome;
    }

    private void Check(SendOutcome? outcome)
    {
        _told.Add(_name, outcome);
        bool hasCome = _arrivals.Find(_name) is not null;
        switch (outcome?.Kind)
        {
            case SendOutcomeKind.Accepted:
                Assert.True(hasCome, $"{Describe()}: {outcome}");
                break;
            case SendOutcomeKind.Indeterminate:
                Assert.True(pair.MayEndAs(outcome.Value.Reason), $"{Describe()}: {outcome}");
                break;
            default:
                Assert.True(outcome is null or { Kind: SendOutcomeKind.NotSent }, $"{Describe()}: {outcome}");
                Assert.True(outcome is null || pair.MayEndAs(outcome.Value.Reason), $"{Describe()}: {outcome}");
                Assert.False(hasCome, $"{Describe()}: {outcome}");
                break;
        }

        Assert.Equal(0, _sender.PendingCount);
    }

    private void Connect()
    {
        _client = new SendClient(broker.Url, options =>
        {
            options.TimeProvider = _time;
            options.ConnectStream = _sockets.ConnectAsync;
            options.RetryPolicy = RecordingPolicy.Eager;
            options.SendTimeout = SendTimeout;
            options.IdleTimeout = Timeout.InfiniteTimeSpan;
            options.OpenTimeout = Timeout.InfiniteTimeSpan;

            // The clock stands still: closing must not wait for it.
            options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;
        });
        _notes = _client.GetSender<INoteSender>();
        _sender = _client.GetMessageSender(_notes);
    }

    private async Task<BrokerLink> FindLinkAsync(BrokerLink? spent)
    {
        while (true)
        {
            Task opening = _sender.OpenAsync();
            await _time.AdvanceUntilAsync(opening, RetryStep);
            await opening;
            if (broker.Links.LastOrDefault(link => link.IsOpen) is { } link && link != spent)
            {
                return link;
            }

            await Task.Delay(1);
        }
    }

    /// <summary>The link has no credit: neither granted and under way, nor left over from the race before.</summary>
    private async Task WithdrawCreditAsync()
    {
        if (_hasCreditLeft && !pair.Has(Contestant.Dispose))
        {
            await WaitForCreditAsync(1);
            _queue.RevokeCredit();
        }

        await WaitForCreditAsync(0);
    }

    private async Task WaitForCreditAsync(uint credit)
    {
        ClientContext context = CoreOf(_client!);
        while (true)
        {
            lock (context.Lock)
            {
                if (context.Senders[0].GetLoad().Credit == credit)
                {
                    return;
                }
            }

            await Task.Delay(1);
        }
    }

    /// <summary>A client that is closed holds nothing any more: no delivery, no bytes of one, no deadline, no timer.</summary>
    private async Task CheckClosedAsync()
    {
        ClientContext context = CoreOf(_client!);
        lock (context.Lock)
        {
            Assert.Equal(0, context.Domain.PendingBytes);
            Assert.Equal(0, context.Domain.Deadlines.Count);
        }

        Assert.Equal(0, context.Domain.Deliveries.Rented);

        Assert.Equal(0, _sender.PendingCount);

        // A pause that is cancelled gives its timer back just after it has ended.
        await _time.WaitForNoTimersAsync();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_client")]
    private static extern ref ClientContext CoreOf(SendClient client);
}
