using System.CodeDom.Compiler;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A contract that others derive from, with and without being contracts themselves.</summary>
[AmqpContract]
public partial record Animal(string Name);

/// <summary>No contract: what it adds would be lost.</summary>
public record Dog(string Name, int Age) : Animal(Name);

/// <summary>A contract of its own: what it adds is sent where it is declared.</summary>
[AmqpContract]
public sealed partial record Cat(string Name, int Lives) : Animal(Name);

[AmqpContract]
public sealed partial record Kennel(Animal? First, List<Animal>? Others = null);

[AmqpSender("animals")]
public partial interface IAnimalSender
{
    ValueTask SendAsync(Animal animal);

    ValueTask TagAsync(Animal animal, [Subject] string subject);

    ValueTask ListAsync(IReadOnlyList<Animal> animals);
}

/// <summary>Constants and attributes that hold for what derives from it.</summary>
[Durable, Subject("base"), Priority(2), ApplicationProperty("kind", "base"), ApplicationProperty("version", 1)]
public abstract class Letter
{
    [AmqpIgnore]
    public virtual TimeSpan Secret { get; init; }

    [CorrelationId]
    public virtual string? Thread { get; init; }

    [AmqpMember("pages")]
    public virtual int Pages { get; set; }

    public virtual int Weight { get; set; }
}

[Subject("middle")]
public class Parcel : Letter
{
    public override int Weight
    {
        set => base.Weight = value + 1;
    }
}

[AmqpContract, ApplicationProperty("kind", "own")]
public sealed partial class Express : Parcel
{
    /// <summary>How it would travel is no reason that it does.</summary>
    [AmqpDuration(AmqpDurationEncoding.Milliseconds)]
    public override TimeSpan Secret { get; init; }

    /// <summary>Its place is another than its base has.</summary>
    [To]
    public override string? Thread { get; init; }

    /// <summary>It inherits its name.</summary>
    public override int Pages { get; set; }

    /// <summary>Another generator's property.</summary>
    [GeneratedCode("protoc", null)]
    public string? Note { get; init; }
}

[DesiredCapability("queue"), RequiredCapability("shared"), LinkProperty("p", 1), LinkProperty("q", "far"), Priority(3), ApplicationProperty("far", true)]
public interface IFarSender
{
    ValueTask FarAsync(Empty body);
}

[DesiredCapability("queue"), LinkProperty("q", "middle"), Priority(4), Subject("middle")]
public interface IMiddleSender : IFarSender
{
    ValueTask MiddleAsync(Empty body);
}

[To("aside")]
public interface IAsideSender
{
    ValueTask AsideAsync(Empty body);
}

[AmqpSender("inherited"), DesiredCapability("topic"), LinkProperty("r", false), Subject("own")]
public partial interface IInheritingSender : IMiddleSender, IAsideSender
{
    ValueTask OwnAsync(Empty body);
}

/// <summary>A private member of a type between hides nothing from the contract, and a public one of its own hides that of its base.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial class Beyond : Hiding
{
    [AmqpMember(Order = 1)]
    public new long Two { get; init; } = 2;
}

public class Hiding : HidingBase
{
    private new int One => 7;

    protected int Use() => One;
}

public class HidingBase
{
    [AmqpMember(Order = 0)]
    public int One => 1;

    [AmqpMember(Order = 5)]
    public int Two => 5;
}
