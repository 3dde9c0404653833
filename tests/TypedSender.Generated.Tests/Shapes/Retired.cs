namespace TypedSender.Generated.Tests.Shapes;

public enum RetiredState
{
    New,

    [Obsolete("It is not used any more.", error: true)]
    Old,
}

/// <summary>What nobody may use in new code, and what is still sent.</summary>
[AmqpContract]
public partial class Retired
{
    [Obsolete("It is not used any more.", error: true)]
    public int Number { get; set; } = 1;

    [Obsolete("It is not used any more.", error: true)]
    [Subject]
    public string? Title { get; set; } = "t";

    [AmqpEnumAsString]
    public RetiredState State { get; set; } = (RetiredState)1;
}
