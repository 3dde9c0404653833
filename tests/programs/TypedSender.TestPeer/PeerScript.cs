using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;

namespace TypedSender.TestPeer;

/// <summary>What a peer does on one connection, step after step. Each step waits for the one before and has a bound; a step that fails ends the script.</summary>
internal class PeerScript
{
    private readonly PeerPlan _plan;

    /// <summary>An empty script.</summary>
    public PeerScript()
        : this(new PeerPlan())
    {
    }

    private protected PeerScript(PeerPlan plan) => _plan = plan;

    internal PeerPlan Plan => _plan;

    /// <summary>Bounds each of the steps that follow; ten seconds until then.</summary>
    public PeerScript Within(TimeSpan bound)
    {
        _plan.Bound = bound;
        return this;
    }

    /// <summary>From this step on, frames of this kind are passed over unless they are what a step expects.</summary>
    public PeerScript Ignore<T>()
        where T : struct, IAmqpComposite<T> => Add($"ignore {typeof(T).Name}", (_, _) =>
        {
            _plan.Ignored.Add(typeof(T));
            return Task.CompletedTask;
        });

    /// <summary>Expects a frame with performative <typeparamref name="T"/>.</summary>
    public Expectation<T> Expect<T>()
        where T : struct, IAmqpComposite<T>
    {
        var expectation = new Expectation<T>(_plan);
        Add($"expect {typeof(T).Name}", expectation.RunAsync);
        return expectation;
    }

    /// <summary>Expects exactly these bytes: a protocol header, or a frame as a test wants it.</summary>
    public PeerScript ExpectBytes(byte[] expected) => Add("expect bytes", async (connection, cancellationToken) =>
    {
        byte[] actual = await connection.ReadBytesAsync(expected.Length, cancellationToken);
        if (!actual.AsSpan().SequenceEqual(expected))
        {
            throw new ScriptFailedException($"expected {Convert.ToHexString(expected)}, but received {Convert.ToHexString(actual)}");
        }
    });

    /// <summary>Expects a sign of life (AMQP 1.0, 2.4.5).</summary>
    public PeerScript ExpectEmptyFrame() => Add("expect an empty frame", async (connection, cancellationToken) =>
    {
        PeerFrame frame = await connection.ReadAnyFrameAsync(cancellationToken);
        if (!frame.IsEmpty)
        {
            throw new ScriptFailedException($"expected an empty frame, but received {frame}");
        }
    });

    /// <summary>Expects that the other side ends the stream, by FIN or RST; empty frames before it are passed over.</summary>
    public PeerScript ExpectEndOfStream() => Add("expect the end of the stream", async (connection, cancellationToken) =>
    {
        try
        {
            PeerFrame frame = await connection.ReadFrameAsync(cancellationToken);
            throw new ScriptFailedException($"expected the end of the stream, but received {frame}");
        }
        catch (Exception exception) when (exception is EndOfStreamException or System.Net.Sockets.SocketException)
        {
        }
    });

    /// <summary>Expects that not one byte arrives until <paramref name="signal"/> completes.</summary>
    public PeerScript ExpectSilenceUntil(Task signal) => Add("expect silence", async (connection, cancellationToken) =>
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<bool> bytes = connection.WaitForBytesAsync(until.Token);
        if (await Task.WhenAny(signal, bytes) == bytes && await bytes)
        {
            throw new ScriptFailedException($"expected silence, but received {await connection.ReadAnyFrameAsync(cancellationToken)}");
        }

        await until.CancelAsync();
        await signal.WaitAsync(cancellationToken);
    });

    /// <summary>Sends bytes as they are.</summary>
    public PeerScript SendRaw(params byte[] bytes) => Add("send raw bytes", (connection, cancellationToken) => connection.SendRawAsync(bytes, cancellationToken));

    /// <summary>Sends a frame.</summary>
    public PeerScript Send<T>(T performative, ReadOnlyMemory<byte> payload = default, ushort? channel = null)
        where T : struct, IAmqpComposite<T> => Send(_ => performative, payload, channel);

    /// <summary>Sends a frame made when its turn comes.</summary>
    public PeerScript Send<T>(Func<PeerConnection, T> performative, ReadOnlyMemory<byte> payload = default, ushort? channel = null)
        where T : struct, IAmqpComposite<T> => Add(
            $"send {typeof(T).Name}",
            (connection, cancellationToken) => connection.SendFrameAsync(channel ?? connection.Channel, performative(connection), payload, cancellationToken));

    /// <summary>Waits for something outside the script.</summary>
    public PeerScript WaitFor(Task signal) => Add("wait for a signal", (_, cancellationToken) => signal.WaitAsync(cancellationToken));

    /// <summary>Tells something outside the script that it has come this far.</summary>
    public PeerScript Signal(TaskCompletionSource signal) => Then(_ => signal.TrySetResult());

    /// <summary>Does anything.</summary>
    public PeerScript Then(Action<PeerConnection> action) => Add("then", (connection, _) =>
    {
        action(connection);
        return Task.CompletedTask;
    });

    /// <summary>Does anything that takes time.</summary>
    public PeerScript Then(Func<PeerConnection, CancellationToken, Task> action) => Add("then", action);

    /// <summary>Adds the steps of <paramref name="steps"/> <paramref name="times"/> times.</summary>
    public PeerScript Repeat(int times, Action<PeerScript> steps)
    {
        for (int i = 0; i < times; i++)
        {
            steps(this);
        }

        return this;
    }

    /// <summary>Aborts the connection (RST).</summary>
    public PeerScript ResetSocket() => Then(connection => connection.Reset());

    /// <summary>Ends the stream (FIN) both ways.</summary>
    public PeerScript CloseSocket() => Then(connection => connection.Close());

    /// <summary>Ends the peer's half of the stream (FIN).</summary>
    public PeerScript CloseOutput() => Then(connection => connection.CloseOutput());

    internal PeerScript Add(string name, Func<PeerConnection, CancellationToken, Task> run)
    {
        _plan.Steps.Add(new PeerStep(name, _plan.Bound, run));
        return this;
    }
}
