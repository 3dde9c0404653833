using System.Diagnostics;

namespace TypedSender.Benchmarks.Contenders;

/// <summary>Keeps so many sends in flight over some links, in turn, and allocates nothing of its own once it runs.</summary>
internal sealed class EventLoop(IEventSender[] links, Workload workload)
{
    /// <summary>A loop is called anew for so many messages: a loop that never ended would stay code that was replaced while it ran, and that is slower.</summary>
    private const int Slice = 10_000;

    private readonly EventSource _source = new(workload.BodySize);
    private readonly ValueTask<SendOutcome>[] _pending = new ValueTask<SendOutcome>[Math.Max(1, workload.InFlight / workload.Threads)];
    private int _link;
    private int _slot;
    private int _inFlight;

    public async Task RunAsync(int count)
    {
        for (int left = count; left > 0; left -= Slice)
        {
            int slice = Math.Min(left, Slice);
            await (workload.IsSettled ? SendSettledAsync(slice) : SendUnsettledAsync(slice));
        }

        await CompleteAsync();
    }

    public async Task PingPongAsync(long[] times)
    {
        for (int sent = 0; sent < times.Length; sent++)
        {
            long start = Stopwatch.GetTimestamp();
            await links[0].SendAsync(_source.Next());
            times[sent] = Stopwatch.GetTimestamp() - start;
        }
    }

    private async Task SendSettledAsync(int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            await NextLink().SendAsync(_source.Next());
        }
    }

    private async Task SendUnsettledAsync(int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            if (_inFlight == _pending.Length)
            {
                (await _pending[_slot]).EnsureSuccess();
                _inFlight--;
            }

            _pending[_slot] = NextLink().TellAsync(_source.Next());
            _inFlight++;
            _slot = _slot + 1 == _pending.Length ? 0 : _slot + 1;
        }
    }

    private async Task CompleteAsync()
    {
        for (int slot = _slot - _inFlight; _inFlight > 0; slot++, _inFlight--)
        {
            (await _pending[slot < 0 ? slot + _pending.Length : slot]).EnsureSuccess();
        }

        _slot = 0;
    }

    private IEventSender NextLink()
    {
        IEventSender link = links[_link];
        _link = _link + 1 == links.Length ? 0 : _link + 1;
        return link;
    }
}
