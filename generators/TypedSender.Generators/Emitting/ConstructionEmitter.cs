using System.Collections.Generic;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how a contract is made of the variables that hold what has been read.</summary>
internal sealed class ConstructionEmitter
{
    private readonly SourceWriter _writer;
    private readonly LocalNames _names;
    private readonly ContractModel _contract;
    private readonly List<DecodedMember> _members;

    /// <param name="writer">Where the source goes.</param>
    /// <param name="names">The names of the method that is printed.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="members">The members that are read.</param>
    public ConstructionEmitter(SourceWriter writer, LocalNames names, ContractModel contract, List<DecodedMember> members)
    {
        _writer = writer;
        _names = names;
        _contract = contract;
        _members = members;
    }

    /// <param name="bytes">The variable that holds a body of bytes.</param>
    public void Write(string bytes)
    {
        if (_contract.Body == BodyEncoding.Raw)
        {
            WriteBytes(bytes);
        }

        string made = _contract.Body == BodyEncoding.Json ? Json(bytes) : Constructed();
        if (_members.TrueForAll(static member => member.Read.Way is not (ReadWay.Setter or ReadWay.With)))
        {
            _writer.Line($"return {made};");
            return;
        }

        _writer.Line($"var made = {made};");
        foreach (DecodedMember member in _members)
        {
            WriteAssignment(member);
        }

        _writer.Line("return made;");
    }

    /// <summary>Gives the bytes of the body to the member that holds them.</summary>
    private void WriteBytes(string bytes)
    {
        if (_members.Find(member => member.Read.Name == _contract.Members[0].Name) is not { } content)
        {
            return;
        }

        string present = _names.New("present");
        using (_writer.Block($"if ({bytes} is {{ }} {present})"))
        {
            _writer.Line(content.Value.Kind switch
            {
                ValueKind.BinaryImmutable => $"{content.Variable} = global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray({present});",
                ValueKind.BinarySequence => $"{content.Variable} = new {content.Value.TypeName}({present});",
                _ => $"{content.Variable} = {present};",
            });
        }

        _writer.Line();
    }

    private string Json(string bytes)
    {
        JsonContextModel context = _contract.JsonContext!;
        return $"{(_contract.IsStructuredEvent ? Runtime.CloudEvents : Runtime.Json)}.Read<{_contract.Type.FullName}>({bytes}, {context.FullName}.Default, {Literals.String(_contract.Type.DisplayName)}, {Literals.String(context.DisplayName)})";
    }

    private string Constructed()
    {
        string call = Call();
        List<DecodedMember> kept = _members.FindAll(static member => member.Read.Way == ReadWay.Initializer && !member.AllowsNull);
        string defaults = kept.Count == 0 ? string.Empty : WriteDefaults(call, kept);
        var initializers = new List<string>();
        foreach (DecodedMember member in _members)
        {
            string? value = member.Read.Way switch
            {
                ReadWay.Required => Required(member, null),
                ReadWay.Initializer => member.AllowsNull ? Nullable(member) : $"{member.Variable} ?? {defaults}.{member.Read.Name}",
                _ => null,
            };
            if (value is not null)
            {
                initializers.Add($"{member.Read.Name} = {value}");
            }
        }

        return call + Braces(initializers);
    }

    /// <summary>
    /// Declares a contract that keeps what its initializers say, for members that may be missing and can be set by an object initializer alone. It is made only if one is missing.
    /// </summary>
    private string WriteDefaults(string call, List<DecodedMember> kept)
    {
        string defaults = _names.New("defaults");
        string isMissing = string.Join(" || ", kept.ConvertAll(static member => $"{member.Variable} is null"));
        List<string> required = _members.FindAll(static member => member.Read.Way == ReadWay.Required).ConvertAll(static member => $"{member.Read.Name} = {Required(member, null)}");
        _writer.Line($"var {defaults} = {isMissing} ? {call}{Braces(required)} : default({_contract.Type.FullName})!;");
        return defaults;
    }

    private string Call()
    {
        var arguments = new List<string>();
        foreach (DecodedMember member in _members)
        {
            if (member.Read.Parameter is { } parameter)
            {
                arguments.Add($"{parameter}: {Required(member, member.Read.Default)}");
            }
        }

        return $"new {_contract.Type.FullName}({string.Join(", ", arguments)})";
    }

    private void WriteAssignment(DecodedMember member)
    {
        if (member.Read.Way is not (ReadWay.Setter or ReadWay.With))
        {
            return;
        }

        if (member.AllowsNull)
        {
            _writer.Line(Assignment(member, Nullable(member)));
            return;
        }

        string present = _names.New("present");
        using (_writer.Block($"if ({member.Variable} is {{ }} {present})"))
        {
            _writer.Line(Assignment(member, present));
        }
    }

    private static string Assignment(DecodedMember member, string value)
        => member.Read.Way == ReadWay.With ? $"made = made with {{ {member.Read.Name} = {value} }};"
            : member.Owner is { } owner ? $"(({owner})made).{member.Read.Name} = {value};"
            : $"made.{member.Read.Name} = {value};";

    private static string Nullable(DecodedMember member) => member.Value.Nulls == NullState.Allowed ? member.Variable + "!" : member.Variable;

    private static string Required(DecodedMember member, string? otherwise)
    {
        if (member.AllowsNull)
        {
            return Nullable(member);
        }

        string name = Literals.String(member.DisplayName);
        string missing = member.Outside is { } place
            ? $"throw {Runtime.ContractReader}.MissingOutside(in reader, {name}, {Literals.String(place)}, isMessage)"
            : $"throw {Runtime.ContractReader}.Missing(in reader, {name})";
        return $"{member.Variable} ?? {otherwise ?? missing}";
    }

    private static string Braces(List<string> initializers) => initializers.Count == 0 ? string.Empty : $" {{ {string.Join(", ", initializers)} }}";
}
