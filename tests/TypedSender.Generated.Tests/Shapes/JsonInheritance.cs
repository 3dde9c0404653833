using System.Text.Json.Serialization;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A JSON contract that tells System.Text.Json what derives from it.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(VehicleJson)), JsonDerivedType(typeof(Bus), "bus")]
public abstract partial record Vehicle(int Wheels);

public sealed record Bus(int Wheels, int Seats) : Vehicle(Wheels);

/// <summary>One that does not.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(VehicleJson))]
public partial record Boat(int Masts);

public sealed record Ferry(int Masts, int Seats) : Boat(Masts);

[AmqpSender("vehicles")]
public partial interface IVehicleSender
{
    ValueTask SendAsync(Vehicle vehicle);
}

[JsonSerializable(typeof(Vehicle))]
[JsonSerializable(typeof(Boat))]
internal sealed partial class VehicleJson : JsonSerializerContext;
