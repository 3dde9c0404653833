using System.Collections.Generic;
using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>A contract as the printer needs it.</summary>
/// <param name="Type">The contract's type.</param>
/// <param name="Body">How the body is laid out.</param>
/// <param name="Descriptor">The descriptor of the body; null for none.</param>
/// <param name="JsonContext">What a JSON body is written through; null for other bodies.</param>
/// <param name="Members">The members of the body, in their order.</param>
/// <param name="Bindings">The members outside the body.</param>
/// <param name="Constants">The constants of the type.</param>
/// <param name="Encoder">The name of the encoder that is nested in it.</param>
/// <param name="HidesEncoder">Whether a base type has an encoder of the same name.</param>
/// <param name="RefusesDerived">Whether a value may be of a derived type, whose own members would be lost.</param>
/// <param name="Restrictions">What the user's attributes say against the use of what the encoder names.</param>
/// <param name="StubRule">The rule that it breaks; null if it breaks none.</param>
internal sealed record ContractModel(
    PartialType Type,
    BodyEncoding Body,
    DescriptorModel? Descriptor,
    JsonContextModel? JsonContext,
    EquatableArray<MemberModel> Members,
    EquatableArray<ValueBinding> Bindings,
    EquatableArray<ConstantBinding> Constants,
    string Encoder,
    bool HidesEncoder,
    bool RefusesDerived,
    RestrictionsModel Restrictions,
    string? StubRule)
{
    /// <summary>The types that it names, which derive from it: those that derive from others first.</summary>
    public EquatableArray<KnownTypeModel> KnownTypes { get; init; }

    /// <summary>The key that tells the types that it names; null where descriptors do.</summary>
    public string? KnownTypeKey { get; init; }

    /// <summary>The descriptors or discriminators of its own type among those that it names.</summary>
    public EquatableArray<string> OwnMarks { get; init; }

    /// <summary>Whether every value is of a type that it names.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>The entries that tell its type.</summary>
    public EquatableArray<DiscriminatorModel> Discriminators { get; init; }

    /// <summary>Whether the encoder is a type apart, because nothing can be nested in the contract.</summary>
    public bool IsApart { get; init; }

    /// <summary>Whether it is the definition of a generic contract, whose encoders are those of its closed types.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether it is a closed type of a generic contract.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether the encoder of a closed type is nested in the generic type.</summary>
    public bool IsNested { get; init; }

    /// <summary>Whether a type argument of a closed type allows null.</summary>
    public bool AllowsNull { get; init; }

    /// <summary>The first member that is sent and that no other assembly can read; null for none.</summary>
    public string? HiddenMember { get; init; }

    /// <summary>Whether the body is a whole CloudEvent in JSON, with the contract as its data.</summary>
    public bool IsStructuredEvent { get; init; }

    /// <summary>What no other generated file is named after.</summary>
    public string FileName => !IsApart ? Type.MetadataName
        : IsNested ? Type.MetadataName + "+" + Encoder
        : Type.Namespace.Length == 0 ? Encoder
        : Type.Namespace + "." + Encoder;

    /// <summary>How it is made of what has been read of it; null in a stub.</summary>
    public ConstructionModel? Construction { get; init; }

    /// <summary>The names of the members that travel, each once, separated by commas.</summary>
    public string MemberNames
    {
        get
        {
            var names = new List<string>();
            foreach (MemberModel member in Members)
            {
                names.Add(member.Name);
            }

            foreach (ValueBinding binding in Bindings)
            {
                if (!names.Contains(binding.Name))
                {
                    names.Add(binding.Name);
                }
            }

            return string.Join(",", names);
        }
    }
}
