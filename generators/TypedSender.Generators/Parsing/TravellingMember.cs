using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>A property or field of a contract that travels.</summary>
/// <param name="Symbol">The property or field.</param>
/// <param name="Type">Its type, nullable where attributes say so.</param>
/// <param name="IsHidden">Whether a nearer type has something else of its name.</param>
internal readonly record struct TravellingMember(ISymbol Symbol, ITypeSymbol Type, bool IsHidden);
