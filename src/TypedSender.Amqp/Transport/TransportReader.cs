using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Transport;

/// <summary>The reading side of a transport: reads, splits into frames, and gives these to the engine under the owner's lock.</summary>
internal sealed class TransportReader(
    AmqpTransport transport, Stream stream, FrameBuffer frames, ConnectionEngine engine, Lock gate, Action onAdvanced, TransportWriter writer)
{
    private bool _isOverfull;

    /// <summary>Reads until the connection is over, and stops the transport then. Never fails.</summary>
    public async Task RunAsync()
    {
        try
        {
            // The handshake may have read beyond its own frames.
            bool goesOn = ProcessReceived();
            while (goesOn)
            {
                if (_isOverfull)
                {
                    await writer.WaitUntilEmptiedAsync().ConfigureAwait(false);
                }

                int count;
                try
                {
                    count = await stream.ReadAsync(frames.GetFree()).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    // What is still to be written would go to a connection that is broken.
                    transport.NoteFailure(exception);
                    transport.Stop();
                    return;
                }

                if (count == 0)
                {
                    break;
                }

                frames.Commit(count);
                goesOn = ProcessReceived();
            }

            // The final frames: the answering close, or the close that says why.
            await transport.WaitForFinalFramesAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Neither the stream nor the peer has failed: both are dealt with above.
            transport.NoteFailure(new InternalErrorException(exception));
        }

        transport.Stop();
    }

    /// <summary>Feeds what has come to the engine; false when the connection is over.</summary>
    private bool ProcessReceived()
    {
        WriteRequest request;
        bool goesOn;
        lock (gate)
        {
            if (transport.IsStopped)
            {
                return false;
            }

            long before = engine.StreamOffset;
            engine.OnBytes();
            goesOn = FeedFrames() && !engine.IsCloseReceived;
            engine.Pump();
            onAdvanced();
            _isOverfull = engine.IsOverfull;
            request = engine.StreamOffset != before ? writer.RequestWrite(preferInline: true) : WriteRequest.None;
        }

        writer.Perform(request);
        return goesOn;
    }

    private bool FeedFrames()
    {
        try
        {
            while (frames.TryTakeFrame(FrameType.Amqp, out ushort channel, out ReadOnlySpan<byte> body))
            {
                engine.OnFrame(channel, body);
            }

            return true;
        }
        catch (AmqpProtocolException exception)
        {
            transport.Failure = exception;
            engine.CloseAbruptly(exception.Error);
        }
        catch (LimitReachedException exception)
        {
            AmqpProtocolException tooMany = new(AmqpErrorConditions.ResourceLimitExceeded, exception.Message);
            transport.Failure = tooMany;
            engine.CloseAbruptly(tooMany.Error);
        }
        catch (AmqpDecodeException exception)
        {
            transport.Failure = exception;
            engine.CloseAbruptly(EngineError.Make(AmqpErrorConditions.DecodeError, exception.Message));
        }

        return false;
    }
}
