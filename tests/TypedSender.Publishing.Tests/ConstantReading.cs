namespace TypedSender.Publishing.Tests;

/// <summary>A contract whose members are constants of eight bytes among branches: what a linker could replace in generated code.</summary>
/// <remarks>No record: the compiler's own <c>PrintMembers</c> would call the getters, and without a branch that does no harm.</remarks>
[AmqpContract]
public sealed partial class ConstantReading
{
    [MessageId]
    public ulong Number => 0x0000_1234_0000_0004;

    [ApplicationProperty("schema")]
    public long Schema => 0x1234_5678_9ABC;

    public string? Unit { get; init; }

    public ulong Code => 0x0000_1234_0000_0001;

    public int? Station { get; init; }

    public double Scale => 0.001;

    public double Offset => 273.15;

    public string? Place { get; init; }

    public long Epoch => 1_500_000_000_000;
}

/// <summary>The same as a struct, as a list.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List, Code = 0x0000_1234_0000_0002)]
public readonly partial struct ConstantPoint
{
    [AmqpMember(Order = 0)]
    public string? Name { get; init; }

    [AmqpMember(Order = 1)]
    public double Y => 1.5;

    [AmqpMember(Order = 2)]
    public double? X { get; init; }

    [AmqpMember(Order = 3)]
    public ulong Code => 0x0000_1234_0000_0003;
}

/// <summary>Sends them, with constants for every section that takes a number.</summary>
[AmqpSender("readings")]
public partial interface IConstantReadingSender
{
    [ApplicationProperty("limit", 0x1234_5678_9ABCL), ApplicationProperty("factor", 0.25)]
    ValueTask SendAsync(ConstantReading reading, [ApplicationProperty("region")] string? region = null, CancellationToken cancellationToken = default);

    ValueTask SendPointAsync(ConstantPoint point, CancellationToken cancellationToken = default);
}
