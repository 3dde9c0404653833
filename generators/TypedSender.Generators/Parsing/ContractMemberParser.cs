using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads the members of one contract: which travel, where, and how.</summary>
internal sealed class ContractMemberParser
{
    private const int HighestOrder = 4095;

    private readonly ContractDeclaration _declaration;
    private readonly INamedTypeSymbol _contract;
    private readonly Compilation _compilation;
    private readonly BodyEncoding _body;
    private readonly DiagnosticBag _diagnostics;
    private readonly BindingParser _bindings;
    private readonly List<MemberModel> _members = new();
    private readonly RawBodyParser _raw;
    private readonly Dictionary<string, string> _places = new();
    private readonly List<TravellingMember> _travelling = new();

    public ContractMemberParser(ContractDeclaration declaration, Compilation compilation, BodyEncoding body, DiagnosticBag diagnostics)
    {
        _declaration = declaration;
        _contract = declaration.Type;
        _compilation = compilation;
        _body = body;
        _diagnostics = diagnostics;
        _bindings = new BindingParser(diagnostics, new BoundSlots(), SectionScope.OfContract(declaration));
        _raw = new RawBodyParser(declaration, diagnostics);
        Restrictions = new Restrictions(declaration.Assembly);
        Discriminators = KnownTypes.Of(declaration);
    }

    public IReadOnlyList<MemberModel> Members => _members;

    public IReadOnlyList<ValueBinding> Bindings => _bindings.Bindings;

    /// <summary>The members that a reader has to restore; of JSON, those that System.Text.Json passes over.</summary>
    public IReadOnlyList<TravellingMember> Travelling => _travelling;

    /// <summary>The user's attributes against the use of the members that travel, and of their types.</summary>
    public Restrictions Restrictions { get; }

    /// <summary>The first member that is sent and that no other assembly can read; null for none.</summary>
    public string? HiddenMember { get; private set; }

    /// <summary>The entries that tell the type of the contract.</summary>
    public EquatableArray<DiscriminatorModel> Discriminators { get; }

    /// <summary>Reads every member, and makes the checks that need them all.</summary>
    public void ReadAll(CancellationToken cancellationToken)
    {
        DiscriminatorChecks.Add(_declaration, Discriminators, _places, _diagnostics);
        foreach (ContractMember member in ContractMembers.Of(_contract, _declaration.Reader, _compilation))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(member);
        }

        if (_body == BodyEncoding.Raw && _raw.Complete() is { } bytes)
        {
            _members.Add(bytes);
        }
    }

    private void Read(ContractMember each)
    {
        ISymbol member = each.Symbol;
        ISymbol marked = _declaration.MarkedMember(member);
        ImmutableArray<AttributeData> attributes = MemberAttributes.Of(marked);
        AttributeData? mapping = FirstMapping(attributes);
        if (Attributes.Find(attributes, Attributes.Ignore) is not null)
        {
            if (_body == BodyEncoding.Json)
            {
                JsonMemberParser.Check(attributes, placed: true, Declared(member), _declaration.Location, _diagnostics);
            }
            else if (mapping is not null)
            {
                _diagnostics.Add(MemberRules.MappedAndIgnored, Locations.Of(member, _declaration.Location), Declared(member), Attributes.ShortName(mapping));
            }

            return;
        }

        if (!Travels(member, marked, mapping))
        {
            if (mapping is null && _body != BodyEncoding.Json)
            {
                ReportLoss(member, each.Hidden);
            }

            return;
        }

        HiddenMember ??= ContractMembers.IsPublic(member) ? null : member.Name;
        Restrictions.Add(member);
        Restrictions.AddFormatter(attributes);
        ITypeSymbol type = Nullability.OfMember(member, attributes);
        Location fallback = _declaration.Location;
        int bindings = _bindings.Bindings.Count;
        int members = _members.Count;
        bool placed = !attributes.IsEmpty && _bindings.Read(marked, type, Display(member), Declared(member), attributes, fallback, Owner(member));
        if (_body != BodyEncoding.Json || (placed && JsonMemberParser.IsIgnored(attributes)))
        {
            _travelling.Add(new TravellingMember(member, type, Owner(member) is not null));
        }

        if (_body == BodyEncoding.Json)
        {
            JsonMemberParser.Check(attributes, placed, Declared(member), fallback, _diagnostics);
        }
        else if (Attributes.Find(attributes, Attributes.Member) is var explicitly && (!placed || explicitly is not null))
        {
            AddToBody(each, marked, type, attributes, explicitly, fallback);
        }

        if (attributes.Length > 0)
        {
            List<ValueModel> values = _bindings.ValuesFrom(bindings);
            values.AddRange(_members.GetRange(members, _members.Count - members).ConvertAll(static added => added.Value));
            ValueAttributes.Check(attributes, values, Declared(member), fallback, _diagnostics);
        }
    }

    private static AttributeData? FirstMapping(ImmutableArray<AttributeData> attributes)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (Attributes.Is(attribute, Attributes.Member) || SectionPlace.Of(attribute) is not null)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Whether the member has a value to send; says so if it is marked and has none.</summary>
    private bool Travels(ISymbol member, ISymbol marked, AttributeData? mapping)
    {
        bool isIndexer = member is IPropertySymbol { IsIndexer: true };
        if (member.IsStatic || isIndexer)
        {
            if (mapping is not null)
            {
                _diagnostics.Add(MemberRules.StaticMember, Locations.Of(marked, _declaration.Location), Declared(member), isIndexer ? "an indexer" : "static", Attributes.ShortName(mapping));
            }

            return false;
        }

        ISymbol? read = member is IPropertySymbol property ? ContractMembers.Getter(property) : member;
        if (mapping is null)
        {
            return ContractMembers.IsPublic(member);
        }

        bool explicitImplementation = member is IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 };
        if (read is null || explicitImplementation || !_compilation.IsSymbolAccessibleWithin(read, _declaration.Reader, Owner(member) is null ? null : member.ContainingType))
        {
            _diagnostics.Add(MemberRules.NotReadable, Locations.Of(marked, _declaration.Location), Declared(member));
            return false;
        }

        return true;
    }

    /// <summary>Reports an unmarked member that is not sent, where a reader of the code may expect that it is, or that what it hides is.</summary>
    private void ReportLoss(ISymbol member, ISymbol? hidden)
    {
        Location location = Locations.Of(member, _declaration.Location);
        if (member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false } property && ContractMembers.Getter(property) is not null)
        {
            _diagnostics.Add(MemberRules.HiddenGetter, location, Declared(member));
        }
        else if (hidden is { IsStatic: false } && IsExpected(hidden))
        {
            _diagnostics.Add(MemberRules.HidesMember, location, Names.Display(member), Names.Display(hidden));
        }
    }

    private static bool IsExpected(ISymbol member)
    {
        ImmutableArray<AttributeData> attributes = MemberAttributes.Of(member);
        return Attributes.Find(attributes, Attributes.Ignore) is null && (FirstMapping(attributes) is not null || ContractMembers.IsPublic(member));
    }

    private void AddToBody(ContractMember each, ISymbol member, ITypeSymbol type, ImmutableArray<AttributeData> attributes, AttributeData? explicitly, Location fallback)
    {
        if (_body == BodyEncoding.Raw)
        {
            _raw.Add(member, type, Display(member), Declared(member), explicitly);
            return;
        }

        string key = explicitly is null ? member.Name
            : Attributes.Named(explicitly, "Name") as string ?? Attributes.Text(explicitly, 0) ?? member.Name;
        if (ConstantText.Obstacle(key) is { } obstacle)
        {
            Location name = Attributes.Named(explicitly!, "Name") is null ? Locations.OfArgument(explicitly!, 0, fallback) : Locations.OfNamedArgument(explicitly!, "Name", fallback);
            _diagnostics.Add(SectionRules.InvalidConstant, name, ConstantText.Display(key), "the name of a member", obstacle);
        }

        int order = explicitly is not null && Attributes.Named(explicitly, "Order") is int number ? number : -1;
        bool numbered = _body is BodyEncoding.List or BodyEncoding.Sequence;
        string declared = Declared(member);
        string place = numbered ? order.ToString(System.Globalization.CultureInfo.InvariantCulture) : key;
        if (numbered && order is < 0 or > HighestOrder)
        {
            Location location = explicitly is not null && order != -1
                ? Locations.OfNamedArgument(explicitly, "Order", fallback)
                : Locations.Of(member, fallback);
            _diagnostics.Add(ContractRules.OrderMissing, location, declared);
        }
        else if (_places.TryGetValue(place, out string? other))
        {
            _diagnostics.Add(
                ContractRules.DuplicateMember,
                explicitly is null ? Locations.Of(member, fallback) : Locations.OfAttribute(explicitly, fallback),
                declared,
                numbered ? "order" : "name",
                other,
                numbered ? "number it anew" : "rename one of them");
        }
        else
        {
            _places.Add(place, declared);
            DiscriminatorChecks.CheckHidden(_declaration, each, key, order, fallback, _diagnostics);
        }

        ValueModel value = MemberValueParser.Parse(member, type, declared, TypeToken.Of(member, fallback), attributes, fallback, _diagnostics);
        _members.Add(new MemberModel(Names.Escape(member.Name), ReferenceEquals(member.ContainingType, _contract) ? declared : Display(member), key, order, value) { Owner = Owner(each.Symbol) });
    }

    /// <summary>The member for exceptions.</summary>
    private string Display(ISymbol member) => _contract.Name + "." + member.Name;

    /// <summary>The member for diagnostics: the same for every contract that inherits it, so that it is reported once.</summary>
    private static string Declared(ISymbol member) => member.ContainingType.Name + "." + member.Name;

    /// <summary>The base type through which the member must be read, because a nearer one has something else of its name; null if nothing hides it.</summary>
    private string? Owner(ISymbol member)
    {
        for (INamedTypeSymbol? type = _contract; type is not null && !SymbolEqualityComparer.Default.Equals(type, member.ContainingType); type = type.BaseType)
        {
            foreach (ISymbol nearer in type.GetMembers(member.Name))
            {
                if (!nearer.IsOverride && !Attributes.IsWrittenByUs(nearer))
                {
                    return Names.FullName(member.ContainingType);
                }
            }
        }

        return null;
    }
}
