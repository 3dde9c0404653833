using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Transport;

/// <summary>What comes in: read, split into frames, and given to the engine.</summary>
internal sealed partial class AmqpTransport
{
    private async Task ReadAsync()
    {
        // The handshake may have read beyond its own frames.
        bool goesOn = true;
        try
        {
            goesOn = TakeIn();
            while (goesOn)
            {
                if (_isOverfull)
                {
                    await WaitUntilEmptiedAsync().ConfigureAwait(false);
                }

                int count = await _stream.ReadAsync(_frames.GetFree()).ConfigureAwait(false);
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
            lock (_gate)
            {
                _failure ??= _isStopped ? null : exception;
            }
        }

        Stop();
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

    /// <summary>Gives our own last words a moment to leave: the answering close, or why the connection is given up.</summary>
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
            _handler.OnAdvanced();
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

    private void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            EndGuard();
        }

        _stream.Dispose();
        _handler.OnStopped(_failure);
    }
}
