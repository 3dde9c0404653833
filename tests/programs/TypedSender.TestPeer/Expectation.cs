using System.Runtime.CompilerServices;
using TypedSender.Amqp;

namespace TypedSender.TestPeer;

/// <summary>A frame that a script expects; what is chained to it narrows it, captures it or goes on with the script.</summary>
/// <typeparam name="T">The performative.</typeparam>
internal sealed class Expectation<T> : PeerScript
    where T : struct, IAmqpComposite<T>
{
    private readonly List<Action<PeerFrame>> _checks = [];
    private readonly Captured<T> _captured = new();

    internal Expectation(PeerPlan plan)
        : base(plan)
    {
    }

    internal Captured<T> Frame => _captured;

    /// <summary>The frame must also fit <paramref name="condition"/>.</summary>
    public Expectation<T> Where(Func<T, bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        _checks.Add(frame =>
        {
            if (!condition((T)frame.Performative!))
            {
                throw new ScriptFailedException($"expected {typeof(T).Name} where {text}, but received {frame}");
            }
        });
        return this;
    }

    /// <summary>Runs assertions on the frame.</summary>
    public Expectation<T> Check(Action<T> assertions)
    {
        _checks.Add(frame => assertions((T)frame.Performative!));
        return this;
    }

    /// <summary>The bytes after the performative must be these.</summary>
    public Expectation<T> WithPayload(byte[] expected)
    {
        _checks.Add(frame =>
        {
            if (!frame.Payload.AsSpan().SequenceEqual(expected))
            {
                throw new ScriptFailedException($"expected the payload {Convert.ToHexString(expected)}, but received {Convert.ToHexString(frame.Payload)}");
            }
        });
        return this;
    }

    /// <summary>Gives the frame to the test.</summary>
    public Expectation<T> Capture(out Captured<T> captured)
    {
        captured = _captured;
        return this;
    }

    /// <summary>Answers with a frame made of the one received, on its channel unless another is named.</summary>
    public PeerScript Respond<TAnswer>(Func<T, TAnswer> answer, ushort? channel = null)
        where TAnswer : struct, IAmqpComposite<TAnswer> => Add(
            $"respond {typeof(TAnswer).Name}",
            (connection, cancellationToken) => connection.SendFrameAsync(channel ?? connection.Channel, answer(_captured.Value), default, cancellationToken));

    /// <summary>Answers with this frame.</summary>
    public PeerScript Respond<TAnswer>(TAnswer answer, ushort? channel = null)
        where TAnswer : struct, IAmqpComposite<TAnswer> => Respond(_ => answer, channel);

    internal async Task RunAsync(PeerConnection connection, CancellationToken cancellationToken)
    {
        PeerFrame frame;
        try
        {
            frame = await Plan.ReadAsync(connection, typeof(T), cancellationToken);
        }
        catch (Exception exception) when (exception is EndOfStreamException or System.Net.Sockets.SocketException)
        {
            throw new ScriptFailedException($"expected {typeof(T).Name}, but {exception.Message}", exception);
        }

        if (frame.Performative is not T)
        {
            throw new ScriptFailedException($"expected {typeof(T).Name}, but received {frame}");
        }

        foreach (Action<PeerFrame> check in _checks)
        {
            check(frame);
        }

        _captured.Set(frame);
    }
}
