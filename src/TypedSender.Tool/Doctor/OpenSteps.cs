namespace TypedSender.Tool.Doctor;

/// <summary>The steps of opening a connection, with their times, as the client reports that it goes on. Thread-safe.</summary>
internal sealed class OpenSteps(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly List<(string Name, long Start)> _marks = [];

    /// <summary>The client begins to connect.</summary>
    public void Start() => Add("TCP");

    public void Note(OpenPhase phase)
    {
        if (phase is not (OpenPhase.GettingCredential or OpenPhase.Connecting))
        {
            Add(phase switch
            {
                OpenPhase.Tunneling => "proxy",
                OpenPhase.Securing => "TLS",
                OpenPhase.Upgrading => "WebSocket",
                OpenPhase.Header or OpenPhase.Authenticating or OpenPhase.Authenticated => "SASL",
                _ => "open",
            });
        }
    }

    /// <summary>The steps that were begun, the last of which has ended now.</summary>
    public IReadOnlyList<(string Name, TimeSpan Elapsed)> End()
    {
        long end = timeProvider.GetTimestamp();
        lock (_lock)
        {
            return [.. _marks.Select((mark, index) => (mark.Name, timeProvider.GetElapsedTime(mark.Start, index + 1 < _marks.Count ? _marks[index + 1].Start : end)))];
        }
    }

    private void Add(string name)
    {
        lock (_lock)
        {
            if (_marks.Count == 0 || _marks[^1].Name != name)
            {
                _marks.Add((name, timeProvider.GetTimestamp()));
            }
        }
    }
}
