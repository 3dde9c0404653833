using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Transport;

/// <summary>What comes in: read, split into frames, and given to the engine.</summary>
internal sealed partial class AmqpTransport
{
    private async Task ReadAsync()
    {
        // The handshake may have read beyond its own frames.
        try
        {
            bool goesOn = TakeIn();
            while (goesOn)
            {
                if (_isOverfull)
                {
                    await WaitUntilEmptiedAsync().ConfigureAwait(false);
                }

                int count;
                try
                {
                    count = await _stream.ReadAsync(_frames.GetFree()).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    // What is still to be written would go to a connection that is broken.
                    NoteFailure(exception);
                    Stop();
                    return;
                }

                if (count == 0)
                {
                    break;
                }

                _frames.Commit(count);
                goesOn = TakeIn();
            }

            await FlushLastAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Neither the stream nor the peer has failed: both are dealt with above.
            NoteFailure(new InternalErrorException(exception));
        }

        Stop();
    }

    /// <summary>Notes why the connection ends, unless that stands already.</summary>
    private void NoteFailure(Exception exception)
    {
        lock (_gate)
        {
            _failure ??= _isStopped ? null : exception;
        }
    }

    /// <summary>Waits while too much stands behind the write that is under way. Whatever ends that write, a write or the end of the connection follows.</summary>
    private Task WaitUntilEmptiedAsync()
    {
        lock (_gate)
        {
            if (_isStopped || !_isWriting || !_engine.IsOverfull)
            {
                return Task.CompletedTask;
            }

            _emptied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _emptied.Task;
        }
    }

    /// <summary>Waits up to 2 s for the final frames to be written: the answering close, or the close that says why.</summary>
    private async Task FlushLastAsync()
    {
        lock (_gate)
        {
            _isEnding = true;
            if (!_isWriting || _isStopped)
            {
                return;
            }
        }

        await _flushed.Task.WaitAsync(LastWordsTimeout, _timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Feeds what has come to the engine; false when the connection is over.</summary>
    private bool TakeIn()
    {
        WriteRequest request;
        bool goesOn;
        lock (_gate)
        {
            if (_isStopped)
            {
                return false;
            }

            long before = _engine.StreamOffset;
            _engine.OnOctets();
            goesOn = FeedFrames() && !_engine.IsCloseReceived;
            _engine.Pump();
            _onAdvanced();
            _isOverfull = _engine.IsOverfull;
            request = _engine.StreamOffset != before ? RequestWrite(preferInline: true) : WriteRequest.None;
        }

        Perform(request);
        return goesOn;
    }

    private bool FeedFrames()
    {
        try
        {
            while (_frames.TryTakeFrame(FrameType.Amqp, out ushort channel, out ReadOnlySpan<byte> body))
            {
                _engine.OnFrame(channel, body);
            }

            return true;
        }
        catch (AmqpProtocolException exception)
        {
            _failure = exception;
            _engine.CloseAbruptly(exception.Error);
        }
        catch (LimitReachedException exception)
        {
            AmqpProtocolException tooMany = new(AmqpErrorConditions.ResourceLimitExceeded, exception.Message);
            _failure = tooMany;
            _engine.CloseAbruptly(tooMany.Error);
        }
        catch (AmqpDecodeException exception)
        {
            _failure = exception;
            _engine.CloseAbruptly(EngineError.Make(AmqpErrorConditions.DecodeError, exception.Message));
        }

        return false;
    }

    /// <summary>Ends reading and writing, disposes the stream and tells the owner. Later calls do nothing.</summary>
    private void Stop()
    {
        Exception? failure;
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_isOver;
            _isOver = true;
            _isStopped = true;
            _emptied?.TrySetResult();
            _guard.Dispose();
            failure = _failure;
        }

        _flushed.TrySetResult();
        if (isFirst)
        {
            DisposeStream();
            _onStopped(failure);
        }
    }

    private void DisposeStream()
    {
        try
        {
            _stream.Dispose();
        }
        catch (Exception)
        {
            // The connection is over: a failure to dispose its stream changes nothing.
        }
    }
}
