namespace TypedSender.Generated.Tests.Shapes;

public static partial class Outer
{
    public partial record Middle
    {
        [AmqpContract]
        internal partial class Inner
        {
            public int Value { get; init; }
        }

        [AmqpSender("nested")]
        internal partial interface ISender
        {
            ValueTask SendAsync(Inner inner);
        }
    }
}
