namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>The targets by name; each call makes a new one.</summary>
internal static class FuzzTargets
{
    private static readonly Func<FuzzTarget>[] Makers =
    [
        static () => new ValueTarget(),
        static () => new PerformativeTarget(),
        static () => new MessageTarget(),
        static () => new ContractTarget(),
        static () => new FrameSplitterTarget(),
        static () => new SaslTarget(),
        static () => new SaslChallengeTarget(),
        static () => new ScramTarget(),
        static () => new AddressTarget(),
        static () => new EngineTarget(),
        static () => new DeliveriesTarget(),
        static () => new PutTokenTarget(),
        static () => new ReplyTarget(),
        static () => new WebSocketFramesTarget(),
        static () => new WebSocketRequestTarget(),
    ];

    public static IEnumerable<string> Names => Makers.Select(static make => make().Name);

    public static FuzzTarget Make(string name) => Makers.Select(static make => make()).Single(target => target.Name == name);
}
