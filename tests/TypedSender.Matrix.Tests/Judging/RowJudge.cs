using TypedSender.Matrix.Tests.Compilers;
using TypedSender.Matrix.Tests.Levels;
using TypedSender.Matrix.Tests.Rows;
using TypedSender.Matrix.Tests.Wire;

namespace TypedSender.Matrix.Tests.Judging;

/// <summary>Judges a row by what was said of it, and by the message that its contract makes.</summary>
internal sealed class RowJudge(Row row, int number, RowResult result)
{
    private readonly Expectation _expected = new(row);

    private IEnumerable<CompilerDiagnostic> Rules => result.Diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("TSND", StringComparison.Ordinal));

    /// <summary>What can be told without running anything; null if the row has an encoder that is to be asked.</summary>
    public Verdict? JudgeCompilation()
    {
        if (result.Death is { } death)
        {
            return new(VerdictKind.Crashed, $"the process ended: {death}");
        }

        if (Text(result.Diagnostics.Where(diagnostic => Crashes.Ids.Contains(diagnostic.Id))) is { } crashes)
        {
            return new(VerdictKind.Crashed, crashes);
        }

        if (Text(result.Diagnostics.Where(diagnostic => diagnostic.IsInGenerated || (diagnostic.Severity == "Error" && !Rules.Contains(diagnostic)))) is { } errors)
        {
            return new(VerdictKind.Uncompilable, errors);
        }

        if (Text(Rules.Where(rule => rule.Severity == "Error")) is { } refusals)
        {
            return _expected.IsFaultless ? new(VerdictKind.WronglyRefused, refusals)
                : Rules.Any(Names) ? new(VerdictKind.Refused, refusals)
                : new(VerdictKind.Silent, $"it is refused, and nothing names what for: {refusals}");
        }

        return result.Generated.Count == 0 ? new(VerdictKind.Silent, "nothing is generated, and nothing says why")
            : result.Generated.FirstOrDefault(file => file.Text.Contains("GeneratedStub", StringComparison.Ordinal)) is { } stub ? new(VerdictKind.Silent, $"{stub.Path} is a stub, and nothing says why")
            : row.Declaration.IsRefused ? new(VerdictKind.Silent, "no contract can be declared so, and nothing says why")
            : !row.Declaration.HasValues || !row.Type.CanBeLoaded ? new(VerdictKind.Clean, "")
            : null;
    }

    public Verdict JudgeMessage(CompiledBatch batch)
    {
        IReadOnlyDictionary<string, string> places;
        try
        {
            places = WireMessage.Read(batch.Encode(row, number));
        }
        catch (Exception exception)
        {
            return new(VerdictKind.Silent, $"encoding throws {exception.GetType().Name}: {exception.Message}");
        }

        return JudgeMessage(places, ReadableMembers.Of(batch.TypeOf(row, number)));
    }

    /// <param name="places">What the message holds: see <see cref="WireMessage"/>.</param>
    /// <param name="readable">The members of the contract that code outside can read.</param>
    public Verdict JudgeMessage(IReadOnlyDictionary<string, string> places, IReadOnlySet<string> readable)
    {
        string? fault = readable.FirstOrDefault(name => name != "Value" && !places.ContainsKey($"body {name}")) is { } missing ? $"'{missing}' is not sent"
            : FaultOfMember(places, readable.Contains("Value")) ?? FaultOfAttribute(places);
        string message = string.Join(", ", places.Select(place => $"{place.Key} = {place.Value}"));
        return fault is null ? new(VerdictKind.Clean, "") : new(VerdictKind.Silent, $"{fault}; the message holds {message}{(Text(Rules) is { } said ? $"; it is said: {said}" : "")}");
    }

    private string? FaultOfMember(IReadOnlyDictionary<string, string> places, bool isReadable)
    {
        string[] others = [.. new[] { "body Value", "body renamed" }.Where(place => place != _expected.Place && places.ContainsKey(place))];
        if ((!isReadable && !_expected.Maps) || _expected.Ignores)
        {
            return others.Length > 0 || (places.ContainsKey(_expected.Place) && !_expected.IsConstant) ? "the member is sent, and no reader of the code expects that"
                : row.Form.IsWarnedOf && !_expected.Ignores && !Says("Value") ? "the member is not sent, and nothing says so"
                : null;
        }

        if (!places.TryGetValue(_expected.Place, out string? wire))
        {
            return Says("Value") ? null : $"the member is not in its place, {_expected.Place}";
        }

        return others.Length > 0 ? $"the member is also in {others[0]}"
            : _expected.Wire is { } expected && wire != expected ? $"the member is {wire} and not {expected}"
            : null;
    }

    private string? FaultOfAttribute(IReadOnlyDictionary<string, string> places)
    {
        if (_expected.IsConstant)
        {
            return places.GetValueOrDefault(row.Attribute.Slot!) == row.Attribute.ConstantWire ? null : $"the constant is not in its place, {row.Attribute.Slot}";
        }

        // An encoding of another kind than the type has changes nothing.
        bool changesNothing = _expected is { MarksMember: true, Fits: false } && row.Attribute is { Effect: Effect.Body, Wire: not null }
            && row.Type.Wire is { } plain && places.GetValueOrDefault("body Value") == plain;
        bool isRefused = _expected.MarksMember && row.Attribute.Effect == Effect.Refused;
        return (_expected.MeansNothing || changesNothing || isRefused) && !Says(row.Attribute.Name) && !Says(row.Attribute.SaidAs) ? "the attribute has no effect, and nothing says so" : null;
    }

    /// <summary>Whether something is said of the name. The compiler itself warns of targets that a declaration does not have.</summary>
    private bool Says(string name) => result.Diagnostics.Any(diagnostic => diagnostic.Id == "CS0657" || (Rules.Contains(diagnostic)
        && (diagnostic.Message.Contains(name, StringComparison.Ordinal) || diagnostic.Text.Contains(name, StringComparison.Ordinal))));

    private bool Names(CompilerDiagnostic diagnostic) =>
        new[] { "Value", "Row", "this[", "Companion", "Happened", "Outer", "argument", "SendAsync", "IBaseSender", "IRowSender", row.Attribute.Name }.Any(name => name.Length > 0 && diagnostic.Message.Contains(name, StringComparison.Ordinal));

    private static string? Text(IEnumerable<CompilerDiagnostic> diagnostics) =>
        string.Join("; ", diagnostics.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Message} ({diagnostic.Path})").Distinct()) is { Length: > 0 } text ? text : null;
}
