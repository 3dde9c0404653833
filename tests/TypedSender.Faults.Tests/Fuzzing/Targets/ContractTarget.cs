using TypedSender.Amqp;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>The decoders of contracts, which the generator writes: sections, maps, lists, and values of every kind.</summary>
internal sealed class ContractTarget : FuzzTarget
{
    private static readonly FuzzMap Least = new(null, null, null, null, null, null, null, 0, null, null, null, null, null, null, null, null, default, default, null, null, null);

    private static readonly FuzzMap Most = new(
        Guid.AllBitsSet, "subject", TimeSpan.FromMinutes(1), [1, 2], [1, 300], long.MaxValue, "text", -7, 0.5, 12.50m, DateTimeOffset.UnixEpoch, new DateOnly(2026, 2, 28), new Uri("http://a/b"),
        "symbol", DayOfWeek.Friday, TimeSpan.FromHours(30), new byte[] { 1, 2, 3 }, ['a', 'é'], new Dictionary<string, List<int?>> { ["k"] = [1, null] },
        new FuzzList { Names = ["a", "b"], Inner = new FuzzList { Kind = 255 } }, [Least, Least with { Count = 5, List = new FuzzList() }]);

    private FuzzMap? _contract;

    public override string Name => "contract";

    public override IReadOnlyList<byte[]> Corpus { get; } = [AmqpContracts.Encode(Least), AmqpContracts.Encode(Most), AmqpContracts.Encode(Most with { Children = [Most, Least, Most] })];

    public override bool Read(ReadOnlySpan<byte> input)
    {
        try
        {
            _contract = AmqpContracts.Decode<FuzzMap>(input);
            return true;
        }
        catch (AmqpDecodeException)
        {
            return false;
        }
    }

    /// <summary>What is read can be written unless a text is no symbol or a time none that is sent, and is then written the same again.</summary>
    public override void CheckTaken(ReadOnlySpan<byte> input)
    {
        byte[] first;
        try
        {
            first = AmqpContracts.Encode(_contract!);
        }
        catch (AmqpEncodeException)
        {
            return;
        }

        byte[] second = AmqpContracts.Encode(AmqpContracts.Decode<FuzzMap>(first));
        Require(second.AsSpan().SequenceEqual(first), $"written as {Convert.ToHexString(first)}, the contract is written differently the second time");
    }
}
