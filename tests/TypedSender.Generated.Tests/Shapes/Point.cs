namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A described list, with a hole in its numbers and nulls at its end.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "test:point:list", Code = 0x0000_1234_0000_0001)]
public readonly partial struct Point
{
    public Point(double x, double y, double? z = null, string? label = null)
    {
        X = x;
        Y = y;
        Z = z;
        Label = label;
    }

    [AmqpMember(Order = 3)]
    public readonly double? Z;

    [AmqpMember(Order = 0)]
    public readonly double X;

    [AmqpMember(Order = 1)]
    public double Y { get; }

    [AmqpMember(Order = 4)]
    public string? Label { get; }
}
