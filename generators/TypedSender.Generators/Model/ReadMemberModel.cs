namespace TypedSender.Generators.Model;

/// <summary>A member of a contract that is read.</summary>
/// <param name="Name">The member, escaped, as it is called in <see cref="MemberModel"/> and <see cref="ValueBinding"/>.</param>
/// <param name="Parameter">The parameter of the constructor that takes it, escaped; null for none.</param>
/// <param name="Default">The default of the parameter as C# writes it; null for none.</param>
/// <param name="Way">How it is set besides.</param>
internal sealed record ReadMemberModel(string Name, string? Parameter, string? Default, ReadWay Way);
