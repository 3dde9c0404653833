using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// Finds out how a collection is made of the <c>List&lt;T&gt;</c> or <c>Dictionary&lt;TKey, TValue&gt;</c> that is read from the variable <c>reader</c>: as C# writes it, with <c>{0}</c> for that.
/// </summary>
internal static class CollectionMaking
{
    private const string Generic = "System.Collections.Generic.";
    private const string Immutable = "System.Collections.Immutable.";
    private const string Concurrent = "System.Collections.Concurrent.";
    private const string ObjectModel = "System.Collections.ObjectModel.";
    private const string Builder = "System.Runtime.CompilerServices.CollectionBuilderAttribute";
    private const string Reader = "global::TypedSender.GeneratedCode.AmqpCollectionReader.";
    private const string Itself = "{0}";

    /// <summary>How a list is made; null if it cannot be.</summary>
    public static string? OfList(ITypeSymbol type, ITypeSymbol element)
    {
        if (type is not INamedTypeSymbol named)
        {
            return "{0}.ToArray()";
        }

        return Names.WellKnown(named) switch
        {
            Generic + "List`1" or Generic + "IEnumerable`1" or Generic + "ICollection`1" or Generic + "IList`1" or Generic + "IReadOnlyCollection`1" or Generic + "IReadOnlyList`1" => Itself,
            Generic + "ISet`1" or Generic + "IReadOnlySet`1" => $"new global::{Generic}HashSet<{Names.FullNullableName(element)}>({{0}})",
            Generic + "Stack`1" or Concurrent + "ConcurrentStack`1" or Concurrent + "ConcurrentBag`1" => $"new {Names.FullName(type)}({Reader}Reversed({{0}}))",
            Immutable + "ImmutableStack`1" or Immutable + "IImmutableStack`1" => $"global::{Immutable}ImmutableStack.CreateRange({Reader}Reversed({{0}}))",
            Immutable + "ImmutableArray`1" => Range("ImmutableArray"),
            Immutable + "ImmutableList`1" or Immutable + "IImmutableList`1" => Range("ImmutableList"),
            Immutable + "ImmutableHashSet`1" or Immutable + "IImmutableSet`1" => Range("ImmutableHashSet"),
            Immutable + "ImmutableSortedSet`1" => Range("ImmutableSortedSet"),
            Immutable + "ImmutableQueue`1" or Immutable + "IImmutableQueue`1" => Range("ImmutableQueue"),
            "System.Collections.Frozen.FrozenSet`1" => "global::System.Collections.Frozen.FrozenSet.ToFrozenSet({0})",
            "System.Memory`1" or "System.ReadOnlyMemory`1" or "System.ArraySegment`1" => $"new {Names.FullName(type)}({{0}}.ToArray())",
            ObjectModel + "ReadOnlyObservableCollection`1" => $"new {Names.FullName(type)}(new global::{ObjectModel}ObservableCollection<{Names.FullNullableName(element)}>({{0}}))",
            _ => Construction(named, parameters => parameters.Length == 1 && IsSame(parameters[0].Type, element), argument => IsSequence(argument, element), "made.Add(item)", $"new {Names.FullName(named)}({{0}})"),
        };
    }

    /// <summary>How a map is made; null if it cannot be.</summary>
    public static string? OfMap(ITypeSymbol type, ITypeSymbol key, ITypeSymbol value)
        => type is not INamedTypeSymbol named ? null : Names.WellKnown(named) switch
        {
            Generic + "Dictionary`2" or Generic + "IDictionary`2" or Generic + "IReadOnlyDictionary`2" => Itself,
            Immutable + "ImmutableDictionary`2" or Immutable + "IImmutableDictionary`2" => Range("ImmutableDictionary"),
            Immutable + "ImmutableSortedDictionary`2" => Copied(type, key, value, $"global::{Immutable}ImmutableSortedDictionary.CreateRange(read)"),
            "System.Collections.Frozen.FrozenDictionary`2" => "global::System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary({0})",
            _ => Construction(
                named,
                parameters => parameters.Length == 2 && IsSame(parameters[0].Type, key) && IsSame(parameters[1].Type, value),
                argument => IsDictionary(argument, key, value),
                "made.Add(item.Key, item.Value)",
                Copied(type, key, value, $"new {Names.FullName(type)}(read)")),
        };

    /// <summary>A copy whose comparer may take for equal what the dictionary that has been read tells apart.</summary>
    private static string Copied(ITypeSymbol type, ITypeSymbol key, ITypeSymbol value, string copy)
        => $"{Reader}Copy<{Names.FullNullableName(key)}, {Names.FullNullableName(value)}, {Names.FullName(type)}>(reader.Position, {{0}}, static read => {copy})";

    private static string Range(string factory) => $"global::{Immutable}{factory}.CreateRange({{0}})";

    /// <summary>By the constructor that takes what has been read, by adding to an empty one, or by the builder that a type names for collection expressions.</summary>
    private static string? Construction(
        INamedTypeSymbol type,
        System.Func<System.Collections.Immutable.ImmutableArray<IParameterSymbol>, bool> isAdd,
        System.Func<ITypeSymbol, bool> isSource,
        string add,
        string copied)
    {
        string? copy = HasConstructor(type, parameters => parameters.Length == 1 && isSource(parameters[0].Type)) ? copied : null;
        if (copy is not null && FrameworkTypes.Has(type))
        {
            return copy;
        }

        string? filled = type.TypeKind == TypeKind.Class && HasConstructor(type, static parameters => parameters.IsEmpty) && HasAdd(type, isAdd)
            ? $"{Reader}Fill(reader.Position, new {Names.FullName(type)}(), {{0}}, static (made, item) => {add})"
            : null;
        return filled ?? Built(type) ?? copy;
    }

    private static bool HasConstructor(INamedTypeSymbol type, System.Func<System.Collections.Immutable.ImmutableArray<IParameterSymbol>, bool> fits)
    {
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (!type.IsAbstract && constructor.DeclaredAccessibility == Accessibility.Public && !constructor.IsImplicitOfStruct() && fits(constructor.Parameters) && !Restrictions.Has(constructor) && IsComplete(type, constructor))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the constructor alone makes the collection: nothing that has been read could be given to a required member.</summary>
    private static bool IsComplete(INamedTypeSymbol type, IMethodSymbol constructor)
        => FrameworkTypes.Has(type) || RequiredMembers.AreSetBy(constructor) || !RequiredMembers.Has(type);

    private static bool IsImplicitOfStruct(this IMethodSymbol constructor) => constructor is { IsImplicitlyDeclared: true, ContainingType.IsValueType: true };

    private static bool HasAdd(INamedTypeSymbol type, System.Func<System.Collections.Immutable.ImmutableArray<IParameterSymbol>, bool> fits)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            foreach (ISymbol member in each.GetMembers("Add"))
            {
                if (member is IMethodSymbol { IsStatic: false, Arity: 0, DeclaredAccessibility: Accessibility.Public } method && fits(method.Parameters))
                {
                    return !Restrictions.Has(method);
                }
            }
        }

        return false;
    }

    /// <summary>By the method that a type names for collection expressions, whose type parameters are those of the type.</summary>
    private static string? Built(INamedTypeSymbol type)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { } attributeType
                && Names.WellKnown(attributeType) == Builder
                && Attributes.Value(Attributes.Positional(attribute, 0)) is INamedTypeSymbol builder
                && Attributes.Text(attribute, 1) is { } method)
            {
                var arguments = new System.Collections.Generic.List<string>();
                foreach (ITypeSymbol argument in type.TypeArguments)
                {
                    arguments.Add(Names.FullNullableName(argument));
                }

                string typeArguments = arguments.Count == 0 ? string.Empty : $"<{string.Join(", ", arguments)}>";
                return $"{Names.FullName(builder)}.{Names.Escape(method)}{typeArguments}(global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan({{0}}))";
            }
        }

        return null;
    }

    private static bool IsSequence(ITypeSymbol type, ITypeSymbol element)
        => type is INamedTypeSymbol { Arity: 1 } named
            && IsSame(named.TypeArguments[0], element)
            && Names.WellKnown(named) is Generic + "IEnumerable`1" or Generic + "ICollection`1" or Generic + "IList`1" or Generic + "IReadOnlyCollection`1" or Generic + "IReadOnlyList`1" or Generic + "List`1";

    private static bool IsDictionary(ITypeSymbol type, ITypeSymbol key, ITypeSymbol value)
        => type is INamedTypeSymbol { Arity: 2 } named
                && IsSame(named.TypeArguments[0], key)
                && IsSame(named.TypeArguments[1], value)
                && Names.WellKnown(named) is Generic + "IDictionary`2" or Generic + "IReadOnlyDictionary`2" or Generic + "Dictionary`2"
            || type is INamedTypeSymbol { Arity: 1 } sequence
                && Names.WellKnown(sequence) == Generic + "IEnumerable`1"
                && CollectionTypes.IsEntry(sequence.TypeArguments[0], key, value);

    private static bool IsSame(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
