namespace TypedSender.TestPeer;

/// <summary>The steps that a script and its expectations share.</summary>
internal sealed class PeerPlan
{
    public List<PeerStep> Steps { get; } = [];

    public HashSet<Type> Ignored { get; } = [];

    public TimeSpan Bound { get; set; } = TimeSpan.FromSeconds(10);

    public async Task RunAsync(PeerConnection connection, CancellationToken stop)
    {
        for (int i = 0; i < Steps.Count; i++)
        {
            await Steps[i].RunAsync(connection, i + 1, stop);
        }
    }

    /// <summary>Reads the next frame that is not ignored, or that is of the kind looked for.</summary>
    public async Task<PeerFrame> ReadAsync(PeerConnection connection, Type wanted, CancellationToken cancellationToken)
    {
        PeerFrame frame;
        do
        {
            frame = await connection.ReadFrameAsync(cancellationToken);
        }
        while (frame.Performative!.GetType() != wanted && Ignored.Contains(frame.Performative.GetType()));
        return frame;
    }
}
