#pragma warning disable CA1051, CA1822, CS0612, CS0618, IDE0032, IDE1006

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Each way to declare a member. The parameter of the constructor is none.</summary>
[AmqpContract]
public partial class MemberKinds(int start)
{
    public readonly int ReadOnlyField = 1;

    public int Field = 2;

    public required int Required { get; init; }

    public int Init { get; init; } = 4;

    public int Set { get; set; } = 5;

    public int PrivateSet { get; private set; } = 6;

    public int GetOnly { get; } = 7;

    public int Computed => start;

    public ref readonly int ByReference => ref Field;

    [Obsolete("old")]
    public int Old { get; set; } = 10;

    public int Größe { get; set; } = 11;

    public int value { get; set; } = 12;

    public int Value { get; set; } = 13;

    public int VALUE { get; set; } = 14;

    public int System { get; set; } = 15;

    public int writer { get; set; } = 16;

    [AmqpMember]
    internal int Internal { get; set; } = 17;

    [AmqpMember]
    protected internal int ProtectedInternal { get; set; } = 18;

    [AmqpMember]
    private int Private { get; set; } = 19;

    [AmqpMember("private")]
    private readonly int _private = 20;

    internal int NotSent { get; set; } = 99;

    public new int Equals(object? other) => other is null ? Private : _private;
}
