using System.Diagnostics;

namespace TypedSender.EnduranceProbe.Soaking;

/// <summary>One loop that sends in its own way, keeps some sends under way, and accounts for each.</summary>
internal sealed class Lane(int number, LaneKind kind, SendClient client, Pacer pacer, Latencies latencies, LedgerFile ledger, string settledAddress)
{
    private const int ItemsOfList = 50;
    private const int SmallBody = 100;
    private const int LargeBody = 200_000;
    private const int LargeEvery = 64;

    // They end in any order, and are awaited in that of their sending.
    private readonly Queue<(long Number, long Start, CancellationTokenSource? Cancellation, ValueTask<SendOutcome> Send)> _underWay = new();
    private readonly byte[] _body = new byte[kind == LaneKind.Large ? LargeBody : SmallBody];
    private readonly Random _random = new(number);
    private readonly ISampleSender _sender = client.GetSender<ISampleSender>(new SenderOptions
    {
        Address = kind == LaneKind.Settled ? settledAddress : null,
        SendSettleMode = kind == LaneKind.Settled ? SenderSettleMode.Settled : SenderSettleMode.Unsettled,
    });

    private long _count;

    private int MostUnderWay => kind switch
    {
        LaneKind.Large => 2,
        LaneKind.Single => 1,
        _ => 32,
    };

    public async Task RunAsync(Gate gate)
    {
        while (await gate.PassAsync(this))
        {
            if (kind == LaneKind.List)
            {
                await SendListAsync();
            }
            else
            {
                await SendOneAsync();
            }
        }

        await DrainAsync();
        ledger.NoteEnd(number, _count, kind == LaneKind.Settled);
    }

    /// <summary>Ends what is under way.</summary>
    public async Task DrainAsync()
    {
        while (_underWay.Count > 0)
        {
            await TakeOldestAsync();
        }
    }

    private async Task SendOneAsync()
    {
        // Large ones weigh as much as many small ones.
        await pacer.TakeAsync(kind == LaneKind.Large ? LargeEvery : 1);
        if (_underWay.Count == MostUnderWay)
        {
            await TakeOldestAsync();
        }

        CancellationTokenSource? cancellation = kind == LaneKind.Cancelled ? Cancellation() : null;
        var sample = new Sample(LedgerFile.MakeId(number, _count), _body);
        long start = Stopwatch.GetTimestamp();
        _underWay.Enqueue((_count++, start, cancellation, _sender.SendAsync(sample, cancellation?.Token ?? default)));
        if (kind == LaneKind.Single)
        {
            await TakeOldestAsync();
        }
    }

    private async Task SendListAsync()
    {
        await pacer.TakeAsync(ItemsOfList);
        long first = _count;
        _count += ItemsOfList;
        Sample[] samples = [.. Enumerable.Range(0, ItemsOfList).Select(item => new Sample(LedgerFile.MakeId(number, first + item), _body))];
        IReadOnlyList<SendOutcome> outcomes = await _sender.SendAllAsync(samples);
        for (int item = 0; item < ItemsOfList; item++)
        {
            ledger.Note(number, first + item, outcomes[item]);
        }
    }

    private CancellationTokenSource? Cancellation()
    {
        var cancellation = new CancellationTokenSource();
        switch (_random.Next(10))
        {
            case 0:
                cancellation.Cancel();
                break;
            case < 4:
                cancellation.CancelAfter(_random.Next(3));
                break;
        }

        return cancellation;
    }

    private async Task TakeOldestAsync()
    {
        (long oldest, long start, CancellationTokenSource? cancellation, ValueTask<SendOutcome> send) = _underWay.Dequeue();
        if (cancellation is not null && _random.Next(4) == 0)
        {
            await cancellation.CancelAsync();
        }

        ledger.Note(number, oldest, await send);
        cancellation?.Dispose();
        if (kind == LaneKind.Single)
        {
            latencies.Add(start);
        }
    }
}

/// <summary>How a lane sends.</summary>
internal enum LaneKind
{
    /// <summary>Small messages, many under way.</summary>
    Small,

    /// <summary>Small messages, one under way at a time: those whose time is taken.</summary>
    Single,

    /// <summary>Small messages that come settled.</summary>
    Settled,

    /// <summary>Lists of small messages.</summary>
    List,

    /// <summary>Small messages, of which many are given up.</summary>
    Cancelled,

    /// <summary>Messages of several frames, whose bodies are borrowed.</summary>
    Large,
}
