using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>How a contract is made of what has been read of it.</summary>
/// <param name="Members">The members that are read; others travel, and are computed from these.</param>
/// <param name="Obstacle">Why it cannot be made, for people; null if it can.</param>
internal sealed record ConstructionModel(EquatableArray<ReadMemberModel> Members, string? Obstacle);
