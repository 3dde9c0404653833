namespace TypedSender;

/// <summary>The caller's token while its send has not ended. A part of a delivery.</summary>
internal struct CancellationWatch
{
    private CancellationTokenRegistration _registration;

    /// <summary>The token.</summary>
    public CancellationToken Token { get; private set; }

    /// <summary>Watches a token. Without the lock: a token that is cancelled already calls back at once.</summary>
    public void Begin(CancellationToken token, Action<object?> onCanceled, object state)
    {
        Token = token;
        _registration = token.UnsafeRegister(onCanceled, state);
    }

    /// <summary>True when the callback runs or has run, and may still hold its state.</summary>
    public bool HasCalledBack { get; private set; }

    /// <summary>Watches no more; never blocks.</summary>
    public void End() => HasCalledBack = Token.CanBeCanceled && !_registration.Unregister();
}
