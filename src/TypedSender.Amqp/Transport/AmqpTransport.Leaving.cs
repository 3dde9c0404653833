namespace TypedSender.Amqp.Transport;

/// <summary>A continuation that blocks must not hold back what it has appended: a timer looks after what is left to its end.</summary>
internal sealed partial class AmqpTransport
{
    private static readonly TimeSpan GuardInterval = TimeSpan.FromMilliseconds(10);

    private readonly ITimer _guard;
    private bool _isGuarding;
    private bool _isLeft;

    /// <summary>Something was left since the timer last looked. Under the lock.</summary>
    private void GuardWhatIsLeft()
    {
        Gates.AssertHeld(_gate);
        _isLeft = true;
        if (_isGuarding || _isStopped)
        {
            return;
        }

        _isGuarding = true;
        _guard.Change(GuardInterval, GuardInterval);
    }

    private void OnGuardTick()
    {
        WriteRequest write = WriteRequest.None;
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            if (_isLeft)
            {
                _isLeft = false;
                write = RequestWrite(preferInline: false);
            }
            else
            {
                // Nothing has been left for a while: the timer rests.
                _isGuarding = false;
                _guard.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        Perform(write);
    }
}
