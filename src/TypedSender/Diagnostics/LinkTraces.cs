using Microsoft.Extensions.Logging;
using TypedSender.Amqp;
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>
/// The traces of single links of a connection, beside the trace of all of its frames. It is in the connection's way only while there is a link with a trace. Under the connection's lock.
/// </summary>
internal sealed class LinkTraces : IFrameTrace
{
    private readonly AmqpConnection _connection;
    private readonly IFrameTrace? _all;
    private readonly List<LinkTrace> _links = [];

    private LinkTraces(AmqpConnection connection)
    {
        _connection = connection;
        _all = connection.FrameTrace;
        connection.FrameTrace = this;
    }

    /// <summary>Traces a link of this side's that is about to be attached, until it is detached.</summary>
    /// <param name="connection">The connection of the link.</param>
    /// <param name="endpoint">Its peer.</param>
    /// <param name="name">The name of the link (AMQP 1.0, 2.6.1).</param>
    /// <param name="logger">Gets the frames.</param>
    public static void Add(AmqpConnection connection, BrokerEndpoint endpoint, string name, ILogger logger)
    {
        LinkTraces traces = connection.FrameTrace as LinkTraces ?? new LinkTraces(connection);
        traces._links.RemoveAll(link => link.Name == name);
        traces._links.Add(new LinkTrace(name, new FrameTrace(logger, endpoint.ToString())));
    }

    void IFrameTrace.OnHeader(bool isIncoming, ReadOnlySpan<byte> bytes) => _all?.OnHeader(isIncoming, bytes);

    void IFrameTrace.OnFrame(bool isIncoming, bool isSasl, ushort channel, ReadOnlySpan<byte> body)
    {
        _all?.OnFrame(isIncoming, isSasl, channel, body);
        if (isSasl || body.IsEmpty)
        {
            return;
        }

        try
        {
            AmqpReader reader = new(body);
            AmqpDescriptor descriptor = reader.ReadDescriptor();
            List<object?> fields = reader.ReadList();
            foreach (LinkTrace link in _links)
            {
                if (link.Concerns(isIncoming, channel, descriptor, fields))
                {
                    link.Frames.OnFrame(isIncoming, isSasl, channel, body);
                }
            }
        }
        catch (Exception exception) when (exception is AmqpDecodeException or OverflowException)
        {
            // A frame that cannot be read is of no link; the connection ends with it.
        }

        if (_links.RemoveAll(static link => link.IsOver) > 0 && _links.Count == 0)
        {
            _connection.FrameTrace = _all;
        }
    }
}
