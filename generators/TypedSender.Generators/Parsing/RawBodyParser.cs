using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads the one member whose bytes are the body of a raw contract.</summary>
internal sealed class RawBodyParser
{
    private readonly ContractDeclaration _contract;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<(ISymbol Member, ITypeSymbol Type, string DisplayName, string Declared, AttributeData? Explicitly)> _candidates = new();

    public RawBodyParser(ContractDeclaration contract, DiagnosticBag diagnostics)
    {
        _contract = contract;
        _diagnostics = diagnostics;
    }

    /// <summary>Takes a member that no section attribute places elsewhere.</summary>
    public void Add(ISymbol member, ITypeSymbol type, string displayName, string declared, AttributeData? explicitly)
        => _candidates.Add((member, type, displayName, declared, explicitly));

    /// <summary>The member, or null if there is not exactly one. Where there are more, the second is the one too many.</summary>
    public MemberModel? Complete()
    {
        if (_candidates.Count == 1)
        {
            return Read(_candidates[0].Member, _candidates[0].Type, _candidates[0].DisplayName, _candidates[0].Declared, _candidates[0].Explicitly);
        }

        if (_candidates.Count == 0)
        {
            _diagnostics.Add(ContractRules.OneRawMember, _contract.Location, Names.Display(_contract.Type), "none", "add it, for instance 'ReadOnlyMemory<byte> Content'");
        }
        else
        {
            _diagnostics.Add(
                ContractRules.OneRawMember,
                Locations.Of(_candidates[1].Member, _contract.Location),
                Names.Display(_contract.Type),
                $"'{_candidates[0].Member.Name}' and '{_candidates[1].Member.Name}'",
                "mark the others [AmqpIgnore], or place them by section attributes");
        }

        return null;
    }

    private MemberModel Read(ISymbol member, ITypeSymbol type, string displayName, string declared, AttributeData? explicitly)
    {
        Location fallback = _contract.Location;
        if (explicitly is { } attribute && (attribute.ConstructorArguments.Length > 0 || attribute.NamedArguments.Length > 0))
        {
            _diagnostics.Add(ContractRules.NoEffect, Locations.OfAttribute(attribute, fallback), "What [AmqpMember] says", declared, "raw bytes have no name and no number; write it without arguments, or remove it");
        }

        if (Attributes.Find(MemberAttributes.Of(member), Attributes.Formatter) is { } formatter)
        {
            _diagnostics.Add(ContractRules.NoEffect, Locations.OfAttribute(formatter, fallback), "[AmqpFormatter]", declared, "raw bytes travel as they are; remove it");
        }

        TypeToken token = TypeToken.Of(member, fallback);
        if (StreamTypes.Of(type) is { } stream)
        {
            NullState nulls = type.NullableAnnotation == NullableAnnotation.NotAnnotated ? NullState.Forbidden : NullState.Allowed;
            return new MemberModel(Names.Escape(member.Name), displayName, member.Name, 0, new ValueModel(stream, Names.FullName(type), nulls));
        }

        ValueModel value = new ValueParser(default, new DiagnosticBag(), declared).Parse(type, token);
        if (type.TypeKind == TypeKind.Error)
        {
            _diagnostics.RequireStub(ContractRules.NoBytes.Id);
        }
        else if (value.Kind is not (ValueKind.BinarySpan or ValueKind.BinaryMemory or ValueKind.BinarySequence or ValueKind.BinaryImmutable))
        {
            _diagnostics.Add(ContractRules.NoBytes, token.WithoutNullable().Location, Names.Display(type), declared);
        }

        return new MemberModel(Names.Escape(member.Name), displayName, member.Name, 0, value);
    }
}
