using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>
/// Logs every frame of one connection in order, redacted. The text is made at once, as the bytes do not last; the logger is user code and runs on the pool, without a
/// lock. What the logger cannot take in time is counted, not kept.
/// </summary>
internal sealed class FrameTrace : IFrameTrace, IThreadPoolWorkItem
{
    private const int MaxWaiting = 4096;

    private readonly ILogger _logger;
    private readonly string _endpoint;
    private readonly Queue<Record> _records = [];
    private long _lost;
    private bool _isDraining;

    /// <summary>Makes a trace for a logger whose level Trace is enabled.</summary>
    public FrameTrace(ILogger logger, string endpoint)
    {
        _logger = logger;
        _endpoint = endpoint;
    }

    private enum Kind
    {
        Frame,
        Sasl,
        Header,
        Lost,
    }

    /// <summary>Null unless the log wants it: it is asked once for each connection.</summary>
    public static FrameTrace? Create(SendClientSettings settings, BrokerEndpoint endpoint)
    {
        FrameTrace? trace = null;
        LogRecord.Write(settings.FrameLogger, logger => trace = logger.IsEnabled(LogLevel.Trace) ? new FrameTrace(logger, endpoint.ToString()) : null);
        return trace;
    }

    void IFrameTrace.OnHeader(bool isIncoming, ReadOnlySpan<byte> bytes) => Add(new Record(Kind.Header, isIncoming, ErrorText.Hex(bytes)));

    void IFrameTrace.OnFrame(bool isIncoming, bool isSasl, ushort channel, ReadOnlySpan<byte> body)
        => Add(new Record(isSasl ? Kind.Sasl : Kind.Frame, isIncoming, FrameText.Describe(isSasl, channel, body)));

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake(out Record record))
        {
            LogRecord.Write(_logger, logger => Write(logger, record));
        }
    }

    private void Add(Record record)
    {
        lock (_records)
        {
            if (_records.Count == MaxWaiting)
            {
                _lost++;
                return;
            }

            _records.Enqueue(record);
            if (_isDraining)
            {
                return;
            }

            _isDraining = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool TryTake(out Record record)
    {
        lock (_records)
        {
            if (_records.TryDequeue(out record))
            {
                return true;
            }

            if (_lost > 0)
            {
                record = new Record(Kind.Lost, IsIncoming: false, "") { Count = _lost };
                _lost = 0;
                return true;
            }

            return _isDraining = false;
        }
    }

    private void Write(ILogger logger, Record record)
    {
        Action<ILogger, string, string> write = (record.Kind, record.IsIncoming) switch
        {
            (Kind.Header, true) => Log.HeaderReceived,
            (Kind.Header, false) => Log.HeaderSent,
            (Kind.Sasl, true) => Log.SaslFrameReceived,
            (Kind.Sasl, false) => Log.SaslFrameSent,
            (Kind.Frame, true) => Log.FrameReceived,
            (Kind.Frame, false) => Log.FrameSent,
            _ => (log, endpoint, _) => Log.FramesNotShown(log, endpoint, record.Count),
        };
        write(logger, _endpoint, record.Text);
    }

    private readonly record struct Record(Kind Kind, bool IsIncoming, string Text)
    {
        public long Count { get; init; }
    }
}
