using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Baselines;

/// <summary>Compares a contract with what was shipped of it, and finds what breaks a reader.</summary>
internal sealed class ContractComparison
{
    /// <summary>The property of a diagnostic that has the line to write.</summary>
    public const string Line = "Line";

    /// <summary>The property that has the line which the new one replaces.</summary>
    public const string Replaces = "Replaces";

    private readonly Baseline _baseline;
    private readonly ContractDeclaration _contract;
    private readonly string _owner;
    private readonly string _name;
    private readonly List<CurrentLine> _lines;
    private readonly Dictionary<string, ISymbol> _members = new();
    private readonly List<Diagnostic> _found = new();

    private ContractComparison(Baseline baseline, ContractDeclaration contract, ContractModel model, IEnumerable<ContractMember> members)
    {
        _baseline = baseline;
        _contract = contract;
        _name = Names.Display(contract.Type);
        _lines = ContractLines.Of(model);
        _owner = _lines[0].Line.Owner;
        foreach (ContractMember member in members)
        {
            _members[Names.Escape(member.Symbol.Name)] = member.Symbol;
        }
    }

    /// <summary>What is wrong with a contract, beside what its parser finds.</summary>
    public static IReadOnlyList<Diagnostic> Compare(Baseline baseline, ContractDeclaration contract, ContractModel model, IReadOnlyList<ContractMember> members)
    {
        var comparison = new ContractComparison(baseline, contract, model, members);
        comparison.CompareContract();
        foreach (CarriedEnum carried in EnumLines.Of(model, members, contract.Assembly))
        {
            comparison.CompareEnum(carried);
        }

        return comparison._found;
    }

    /// <summary>Reports a line that stands in neither file, or in that of what is not shipped with something else.</summary>
    /// <param name="baseline">The files.</param>
    /// <param name="line">The line.</param>
    /// <param name="subject">What it is about, for people.</param>
    /// <param name="location">Where that is written.</param>
    public static Diagnostic? CheckListed(Baseline baseline, BaselineLine line, string subject, Location location)
    {
        baseline.See(line);
        if (baseline.IsUnshipped(line) || baseline.Shipped(line.Key) is not null)
        {
            return null;
        }

        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add(Line, line.Text);
        BaselineLine? other = baseline.Unshipped(line.Key);
        if (other is { } outdated)
        {
            properties = properties.Add(Replaces, outdated.Text);
        }

        return Diagnostic.Create(BaselineRules.NotListed, location, properties, subject, other is null ? "not in" : "otherwise in", line.Text);
    }

    private void CompareContract()
    {
        BaselineLine now = _lines[0].Line;
        foreach (CurrentLine each in _lines)
        {
            _baseline.See(each.Line);
        }

        if (_baseline.Shipped(now.Key) is not { } shipped)
        {
            _lines.ForEach(RequireListed);
            return;
        }

        if (shipped.Value != now.Value)
        {
            bool sameLayout = Layout(shipped) == Layout(now);
            Add(BaselineRules.BodyChanged, sameLayout ? ContractSettings.Where(_contract.Settings) : Locations.OfNamedArgument(_contract.Settings, "Encoding", TypeName), _name, shipped.Value, now.Value);
            if (!sameLayout)
            {
                return;
            }
        }

        FindRemoved();
        for (int i = 1; i < _lines.Count; i++)
        {
            ComparePlace(_lines[i]);
        }
    }

    private void FindRemoved()
    {
        var present = new HashSet<string>();
        _lines.ForEach(each => present.Add(each.Line.Key));
        foreach (BaselineLine shipped in _baseline.ShippedOf(_owner))
        {
            if (shipped.Subject == BaselineSubject.Place && !present.Contains(shipped.Key) && !IsMoved(shipped))
            {
                Add(BaselineRules.ValueRemoved, TypeName, _name, Display(shipped), shipped.Value, WayBack(shipped));
            }
        }
    }

    private void ComparePlace(CurrentLine current)
    {
        BaselineLine now = current.Line;
        if (now.IsField && ShippedField(now.Name) is { } field && field.Place != now.Place)
        {
            Add(BaselineRules.Reordered, MemberName(current), _name, now.Name, field.Place, now.Place);
        }
        else if (_baseline.Shipped(now.Key) is not { } shipped)
        {
            CompareNew(current);
        }
        else if (shipped.Value != now.Value)
        {
            CompareValue(current, shipped);
        }
    }

    private void CompareNew(CurrentLine current)
    {
        BaselineLine now = current.Line;
        if (!current.IsConstant && !now.IsOptional)
        {
            Add(BaselineRules.MandatoryAdded, MemberName(current), _name, Display(now), now.Value);
            return;
        }

        if (now.IsField)
        {
            Add(BaselineRules.ListExtended, MemberName(current), _name, now.Place);
        }

        RequireListed(current);
    }

    private void CompareValue(CurrentLine current, BaselineLine shipped)
    {
        BaselineLine now = current.Line;
        if (shipped.Value.TrimEnd('?') != now.Value.TrimEnd('?'))
        {
            Add(BaselineRules.TypeChanged, MemberType(current), _name, Display(now), shipped.Value, now.Value);
            return;
        }

        string consequence = now.IsOptional
            ? "readers that expect a value find none; keep it mandatory"
            : "readers made from the new contract fail on messages sent before; keep it nullable";
        Add(BaselineRules.NullabilityChanged, MemberType(current), _name, Display(now), shipped.Value, now.Value, consequence);
    }

    private void CompareEnum(CarriedEnum carried)
    {
        string display = Names.Display(carried.Type);
        Location location = Locations.Of(carried.Type, TypeName);
        var now = new Dictionary<string, BaselineLine>();
        foreach (BaselineLine line in carried.Lines)
        {
            now[line.Key] = line;
            if (CheckListed(_baseline, line, $"'{(line.Value.Length == 0 ? line.Place.Trim('"') : line.Value)}' of '{display}'", ValueName(carried.Type, line, location)) is { } missing)
            {
                _found.Add(missing);
            }
        }

        bool byName = carried.Lines.Count > 0 && carried.Lines[0].Value.Length == 0;
        foreach (BaselineLine shipped in _baseline.ShippedOf(carried.Lines.Count > 0 ? carried.Lines[0].Owner : string.Empty))
        {
            if (shipped.Subject != BaselineSubject.Enum || (shipped.Value.Length == 0) != byName)
            {
                continue;
            }

            if (byName && !now.ContainsKey(shipped.Key))
            {
                Add(BaselineRules.EnumChanged, location, display, _name, "name", shipped.Place, "no longer has it", "that know the name do not know what stands in its place; keep the name");
            }
            else if (!byName && now.TryGetValue(shipped.Key, out BaselineLine other) && other.Value != shipped.Value)
            {
                Add(
                    BaselineRules.EnumChanged,
                    ValueName(carried.Type, other, location),
                    display,
                    _name,
                    "number",
                    $"{shipped.Place} for '{shipped.Value}'",
                    $"now has it for '{other.Value}'",
                    $"take it for '{shipped.Value}'; restore the number, or, if only the C# name changed, write the new name into the file");
            }
        }
    }

    /// <summary>Whether a field of a list stands at another number now, which is said of it there.</summary>
    private bool IsMoved(BaselineLine shipped) => shipped.IsField && _lines.Exists(each => each.Line.IsField && each.Line.Name == shipped.Name);

    private BaselineLine? ShippedField(string name)
    {
        foreach (BaselineLine line in _baseline.ShippedOf(_owner))
        {
            if (line.IsField && line.Name == name)
            {
                return line;
            }
        }

        return null;
    }

    private void RequireListed(CurrentLine current)
    {
        string subject = current.Line.Subject == BaselineSubject.Contract ? $"'{_name}'" : $"{Display(current.Line)} of '{_name}'";
        if (CheckListed(_baseline, current.Line, subject, MemberName(current)) is { } missing)
        {
            _found.Add(missing);
        }
    }

    private void Add(DiagnosticDescriptor rule, Location location, params object[] arguments) => _found.Add(Diagnostic.Create(rule, location, arguments));

    private Location TypeName => _contract.Location;

    private Location MemberName(CurrentLine current) => _members.TryGetValue(current.Member, out ISymbol member) ? Locations.Of(member, TypeName) : TypeName;

    private Location MemberType(CurrentLine current) => _members.TryGetValue(current.Member, out ISymbol member) ? TypeToken.Of(member, TypeName).Location : TypeName;

    private static Location ValueName(INamedTypeSymbol type, BaselineLine line, Location fallback)
    {
        foreach (ISymbol member in type.GetMembers(line.Value.Length == 0 ? line.Place.Trim('"') : line.Value))
        {
            return Locations.Of(member, fallback);
        }

        return fallback;
    }

    private static string Layout(BaselineLine line) => line.Value.Split(' ')[0];

    private static string Display(BaselineLine line)
        => line.IsField ? $"field {line.Place}" : line.Place[0] == '"' ? $"'{line.Place.Trim('"')}'" : line.Place;

    private static string WayBack(BaselineLine shipped)
    {
        int space = shipped.Place.IndexOf(' ');
        return shipped.IsField ? $"put it back, or, if it has another name now, write [AmqpMember(Order = {shipped.Place})]"
            : shipped.Place[0] == '"' ? $"put it back, or, if it has another name now, write [AmqpMember({shipped.Place})]"
            : space > 0 ? $"put it back, or, if it has another key now, restore {shipped.Place.Substring(space + 1)}"
            : "put it back";
    }
}
