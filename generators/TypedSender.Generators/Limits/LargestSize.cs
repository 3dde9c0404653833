using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Limits;

/// <summary>What a message can take at the most, and by which member.</summary>
/// <param name="Bytes">The bytes of all members whose length is bounded, and of what is around them.</param>
/// <param name="Member">The member that can take most; null if there is none.</param>
/// <param name="MemberBytes">What it can take.</param>
internal readonly record struct MessageBound(long Bytes, ISymbol? Member, long MemberBytes);

/// <summary>
/// Computes how many bytes a contract can take when it is encoded (AMQP 1.0, 1.6), where [MaxLength] and its kind bound texts, bytes and collections. A text,
/// binary or collection without such an attribute counts as 0 bytes.
/// </summary>
internal sealed class LargestSize
{
    // A described section, and the header of the map or list in it: three bytes of descriptor, and 0xd1 or 0xd0 with size and count.
    private const int Section = 12;
    private const int CompoundHeader = 9;
    private const int VariableHeader = 5;

    // AMQP 1.0, 3.2.4: thirteen fields, of one byte where they are null.
    private const int PropertiesFields = 13;
    private const int Header = Section + 13;

    // Application properties traceparent (55 characters), its copy, and tracestate (512, as W3C Trace Context, 3.3.1.5, has vendors keep), with their keys.
    private const int TraceContext = 700;

    // UTF-8 takes no more than three bytes for a char of UTF-16.
    private const int BytesOfChar = 3;

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<INamedTypeSymbol> _path = new(SymbolEqualityComparer.Default);

    public LargestSize(Compilation compilation, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The bound of a message that is made of the contract alone, without what a method adds; null for a contract that has errors, or a body that others write.</summary>
    public MessageBound? Of(INamedTypeSymbol contract)
    {
        using ExternAliases.Scope aliases = ExternAliases.Enter(_compilation);
        using ExternalContracts.Scope externals = ExternalContracts.Enter(_compilation);
        if (Parse(contract) is not { } model || model.Body == BodyEncoding.Json)
        {
            return null;
        }

        Dictionary<string, ISymbol> members = Members(contract);
        var bound = new MessageBound(Header + Section + PropertiesFields + Section + Section + TraceContext + Section + (model.Descriptor?.Bytes.Count ?? 0), null, 0);
        _path.Add(contract);
        foreach (MemberModel member in model.Members)
        {
            bound = Add(bound, members, member.Name, Key(model, member) + Value(member.Value, members, member.Name));
        }

        foreach (ValueBinding binding in model.Bindings)
        {
            long value = binding.Value.MaxLength > 0 ? Text(binding.Value.MaxLength) : Value(binding.Value, members, binding.Name);
            bound = Add(bound, members, binding.Name, Text(binding.Key.Length) + value);
        }

        _path.Remove(contract);
        foreach (ConstantBinding constant in model.Constants)
        {
            bound = bound with { Bytes = bound.Bytes + Text(constant.Key.Length) + constant.Bytes.Count };
        }

        return bound;
    }

    private static MessageBound Add(MessageBound bound, Dictionary<string, ISymbol> members, string name, long bytes)
        => members.TryGetValue(name, out ISymbol member) && bytes > bound.MemberBytes
            ? new MessageBound(bound.Bytes + bytes, member, bytes)
            : bound with { Bytes = bound.Bytes + bytes };

    private long Value(ValueModel value, Dictionary<string, ISymbol> members, string name)
    {
        if (!members.TryGetValue(name, out ISymbol member))
        {
            return 0;
        }

        ITypeSymbol? type = member is IPropertySymbol property ? property.Type : (member as IFieldSymbol)?.Type;
        return Value(value, type, LengthAttributes.Find(MemberAttributes.Of(member))?.MaxLength ?? 0);
    }

    private long Value(ValueModel value, ITypeSymbol? type, int maxLength) => value.Kind switch
    {
        ValueKind.String => maxLength > 0 ? Text(maxLength) : 0,
        ValueKind.StringAsSymbol or ValueKind.BinarySpan or ValueKind.BinaryMemory or ValueKind.BinaryImmutable or ValueKind.BinarySequence or ValueKind.Stream or ValueKind.Pipe
            => maxLength > 0 ? VariableHeader + (long)maxLength : 0,
        ValueKind.List or ValueKind.Array => maxLength > 0 ? CompoundHeader + (maxLength * Value(value.Element!, type, 0)) : 0,
        ValueKind.Map => maxLength > 0 ? CompoundHeader + (maxLength * (Value(value.Key!, type, 0) + Value(value.Element!, type, 0))) : 0,
        ValueKind.Contract => Contract(Find(type, value.TypeName)),
        ValueKind.Enum => Scalar(value.Underlying),
        ValueKind.EnumName or ValueKind.EnumNameAsSymbol => LongestName(value),
        _ => Scalar(value.Kind),
    };

    private long Contract(INamedTypeSymbol? contract)
    {
        if (contract is null || !_path.Add(contract))
        {
            // A contract that holds itself has no bound.
            return 0;
        }

        long bytes = 0;
        if (Parse(contract) is { } model)
        {
            Dictionary<string, ISymbol> members = Members(contract);
            bytes = CompoundHeader + (model.Descriptor?.Bytes.Count ?? 0);
            foreach (MemberModel member in model.Members)
            {
                bytes += Key(model, member) + Value(member.Value, members, member.Name);
            }
        }

        _path.Remove(contract);
        return bytes;
    }

    private ContractModel? Parse(INamedTypeSymbol contract)
    {
        var diagnostics = new DiagnosticBag();
        ContractModel? model = ContractParser.Parse(contract, _compilation, diagnostics, _cancellationToken);
        return diagnostics.StubRule is null ? model : null;
    }

    private Dictionary<string, ISymbol> Members(INamedTypeSymbol contract)
    {
        var members = new Dictionary<string, ISymbol>();
        if (ContractDeclaration.Of(contract) is { } declaration)
        {
            foreach (ContractMember member in ContractMembers.Of(contract, declaration.Reader, _compilation))
            {
                members[Names.Escape(member.Symbol.Name)] = declaration.MarkedMember(member.Symbol);
            }
        }

        return members;
    }

    /// <summary>The contract of this name among the type and what it is made of.</summary>
    private static INamedTypeSymbol? Find(ITypeSymbol? type, string name)
    {
        if (type is IArrayTypeSymbol array)
        {
            return Find(array.ElementType, name);
        }

        if (type is not INamedTypeSymbol named || Names.FullName(named) == name)
        {
            return type as INamedTypeSymbol;
        }

        foreach (ITypeSymbol argument in named.TypeArguments)
        {
            if (Find(argument, name) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static long Key(ContractModel contract, MemberModel member) => contract.Body == BodyEncoding.Map ? Text(member.Key.Length) : 0;

    private static long Text(int characters) => VariableHeader + (BytesOfChar * (long)characters);

    private static long LongestName(ValueModel value)
    {
        int longest = 0;
        foreach (EnumNameModel name in value.EnumNames)
        {
            longest = Math.Max(longest, name.Name.Length);
        }

        return Text(longest);
    }

    /// <summary>The bytes of a value of fixed width, or of a text that is no longer than its form; nothing for others.</summary>
    private static long Scalar(ValueKind kind) => kind switch
    {
        ValueKind.Boolean or ValueKind.UByte or ValueKind.Byte => 2,
        ValueKind.UShort or ValueKind.Short => 3,
        ValueKind.UInt or ValueKind.Int or ValueKind.Float or ValueKind.Decimal32 or ValueKind.Char or ValueKind.Rune or ValueKind.TimeToLive => 5,
        ValueKind.ULong or ValueKind.Long or ValueKind.IntAsLong or ValueKind.Double or ValueKind.Decimal64 or ValueKind.Timestamp or ValueKind.DateTime or ValueKind.UtcDateTime or ValueKind.DurationMilliseconds => 9,
        ValueKind.Decimal or ValueKind.Decimal128 or ValueKind.Uuid => 17,
        ValueKind.Date => VariableHeader + 10,
        ValueKind.Time => VariableHeader + 16,
        ValueKind.DurationText => VariableHeader + 40,
        _ => 0,
    };
}
