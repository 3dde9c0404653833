using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>A management interface as the printer needs it.</summary>
/// <param name="Type">The interface.</param>
/// <param name="Node">The address of the node as C# writes it.</param>
/// <param name="Implementation">The name of the class that is nested in it.</param>
/// <param name="Restrictions">What the user's attributes say against the use of what the implementation names.</param>
/// <param name="Methods">The methods that make requests.</param>
internal sealed record ManagementModel(
    PartialType Type,
    string Node,
    string Implementation,
    RestrictionsModel Restrictions,
    EquatableArray<ManagementMethodModel> Methods);
