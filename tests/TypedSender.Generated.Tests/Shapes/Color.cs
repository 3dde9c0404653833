namespace TypedSender.Generated.Tests.Shapes;

public enum Color : byte
{
    Red,
    Green,
    @event,
}
