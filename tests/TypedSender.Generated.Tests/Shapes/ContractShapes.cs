using System.Diagnostics.CodeAnalysis;

namespace TypedSender.Generated.Tests.Shapes
{
    /// <summary>Every kind of type, each with one member X.</summary>
    public static partial class Kinds
    {
        [AmqpContract]
        public partial class Class
        {
            public int X { get; init; }
        }

        [AmqpContract]
        public sealed partial class Sealed
        {
            public int X { get; set; }
        }

        [AmqpContract]
        public partial record Record(int X);

        [AmqpContract]
        public partial record struct RecordStruct(int X);

        [AmqpContract]
        public readonly partial record struct ReadOnlyRecordStruct(int X);

        [AmqpContract]
        public partial struct Struct
        {
            public int X;
        }

        [AmqpContract]
        public readonly partial struct ReadOnlyStruct(int x)
        {
            public readonly int X = x;
        }

        /// <summary>The parameters of a primary constructor are no members.</summary>
        [AmqpContract]
        public sealed partial class Primary(int x, int y = 9)
        {
            public int X => x + (0 * y);
        }
    }

    /// <summary>Every form of a member that can be read.</summary>
    [AmqpContract]
    [method: SetsRequiredMembers]
    public sealed partial class Forms(int getOnly)
    {
        public required int Required { get; set; }

        public int Init { get; init; }

        public int PrivateSet { get; private set; } = 3;

        public int GetOnly { get; } = getOnly;

        public int Computed => Required + 1;

        public int Field;

        [AmqpMember]
        private int _private = 6;

        [AmqpMember]
        internal int Internal { get; init; }

        public void Change() => _private = 7;
    }

    /// <summary>A generic base that is no contract, and abstract members.</summary>
    public abstract class Base<T>
    {
        public T? Inherited { get; set; }

        public abstract int Abstract { get; set; }

        public virtual string Virtual { get; set; } = "base";
    }

    [AmqpContract]
    public partial class Heir : Base<Point?>
    {
        public override int Abstract { get; set; }

        public override string Virtual { get; set; } = "heir";

        public int Own { get; set; }
    }

    /// <summary>Two contracts that hold each other, one of them through a generic type of another kind.</summary>
    [AmqpContract]
    public sealed partial record Question(string Text, Answer? Answer = null);

    [AmqpContract]
    public sealed partial record Answer(Lazily<Question>[] Others);

    public sealed class Lazily<T> : List<T>;

    /// <summary>255 and 256 fields: a list of each size of header.</summary>
    [AmqpContract(Encoding = AmqpBodyEncoding.List)]
    public sealed partial record Wide([property: AmqpMember(Order = 254)] bool At254, [property: AmqpMember(Order = 255)] bool? At255 = null);

    /// <summary>Names that generated code may use itself, and that are distinguished by their case alone.</summary>
    [AmqpContract]
    public sealed partial class Awkward
    {
        public int value { get; init; }

        public int Value { get; init; }

        public int System { get; init; }

        public int Größe { get; init; }

        public int writer { get; init; } = 5;

        public new int Equals { get; init; } = 6;
    }
}

namespace TypedSender.Generated.Tests.Apps.System
{
    /// <summary>Its namespace hides that of .NET, and its simple name is that of another contract.</summary>
    [AmqpContract]
    public sealed partial record Tree(DateTimeOffset At, Shapes.Tree Other);
}
