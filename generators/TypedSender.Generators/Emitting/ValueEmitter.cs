using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the statements that write one value, whatever its type.</summary>
internal sealed class ValueEmitter
{
    private readonly SourceWriter _writer;
    private readonly LocalNames _names;
    private readonly bool _borrows;
    private readonly string _depth;
    private readonly string _format;
    private readonly bool _namesMembers;

    /// <param name="writer">Where the source goes.</param>
    /// <param name="names">The names of the method that is printed.</param>
    /// <param name="borrows">Whether large bytes may be borrowed until the send completes: in a body.</param>
    /// <param name="depth">The depth of a nested contract, as C# writes it.</param>
    /// <param name="simple">Whether only simple types are allowed: in application properties.</param>
    /// <param name="namesMembers">Whether a nested contract names its member that fails.</param>
    public ValueEmitter(SourceWriter writer, LocalNames names, bool borrows, string depth, bool simple = false, bool namesMembers = false)
    {
        _namesMembers = namesMembers;
        _writer = writer;
        _names = names;
        _borrows = borrows;
        _depth = depth;
        _format = simple ? "WriteSimple" : "Write";
    }

    /// <summary>Writes a value that is known not to be null.</summary>
    /// <param name="value">Its type.</param>
    /// <param name="expression">The value, as C# writes it: a variable or a plain member access.</param>
    /// <param name="displayName">The contract and the member.</param>
    public void Write(ValueModel value, string expression, string displayName)
    {
        switch (value.Kind)
        {
            case ValueKind.Enum:
                _writer.Line(ScalarExpressions.Write(value.Underlying, $"({ScalarExpressions.Keyword(value.Underlying)}){expression}", string.Empty, _borrows));
                break;
            case ValueKind.EnumName or ValueKind.EnumNameAsSymbol:
                WriteEnumName(value, expression, displayName);
                break;
            case ValueKind.Formatted:
                _writer.Line($"{Runtime.Formatting}.{(value.IsChosenByScope ? "WriteProperty" : _format)}<{value.Formatter}, {value.TypeName}>(ref writer, {expression}, {Literals.String(displayName)});");
                break;
            case ValueKind.Contract:
                _writer.Line(_namesMembers
                    ? $"{Runtime.MemberNaming}.WriteValue<{value.TypeName}, {value.Encoder}>(ref writer, {expression}, {_depth});"
                    : $"{value.Encoder}.WriteValue(ref writer, {expression}, {_depth});");
                break;
            case ValueKind.List:
                WriteList(value, expression, displayName);
                break;
            case ValueKind.Map:
                WriteMap(value, expression, displayName);
                break;
            default:
                _writer.Line(ScalarExpressions.Write(value.Kind, BoundedValues.Checked(value, expression, displayName), Literals.String(displayName), _borrows));
                break;
        }
    }

    /// <summary>Writes a value that may be null as null; one that must not be null throws.</summary>
    public void WriteOrNull(ValueModel value, string expression, string displayName)
    {
        switch (value.Nulls)
        {
            case NullState.Never:
                Write(value, expression, displayName);
                break;
            case NullState.Forbidden:
                Write(value, Required(expression, Runtime.Errors + ".NullElement", displayName), displayName);
                break;
            default:
                string name = _names.New("present");
                using (_writer.Block(NotNull(value, expression, name)))
                {
                    Write(value, name, displayName);
                }

                using (_writer.Block("else"))
                {
                    _writer.Line("writer.WriteNull();");
                }

                break;
        }
    }

    /// <summary>The head of an <c>if</c> that is taken unless the value is null, and names it.</summary>
    public static string NotNull(ValueModel value, string expression, string name)
        => value.Nulls == NullState.DefaultArray
            ? $"if ({expression} is {{ IsDefault: false }} {name})"
            : $"if ({expression} is {{ }} {name})";

    /// <summary>A variable that holds a value that must not be null.</summary>
    public string Required(string expression, string error, string displayName)
    {
        string name = _names.New("required");
        _writer.Line($"var {name} = {expression} ?? throw {error}({Literals.String(displayName)});");
        return name;
    }

    private void WriteEnumName(ValueModel value, string expression, string displayName)
    {
        string write = value.Kind == ValueKind.EnumName ? "WriteUtf8String" : "WriteAsciiSymbol";
        using (_writer.Block($"switch ({expression})"))
        {
            foreach (EnumNameModel name in value.EnumNames)
            {
                _writer.Line($"case {value.TypeName}.{name.Identifier}:");
                using (_writer.Indent())
                {
                    _writer.Line($"writer.{write}({Literals.String(name.Name)}u8);");
                    _writer.Line("break;");
                }
            }

            _writer.Line("default:");
            using (_writer.Indent())
            {
                _writer.Line($"throw {Runtime.Errors}.UnnamedEnumValue({Literals.String(displayName)}, {expression});");
            }
        }
    }

    private void WriteList(ValueModel value, string expression, string displayName)
    {
        ValueModel element = value.Element!;
        string scope = _names.New("list");
        string count = _names.New("count");
        string item = _names.New("item");
        _writer.Line($"var {scope} = writer.BeginList();");
        switch (value.Iteration)
        {
            case Iteration.Index:
                string index = _names.New("index");
                _writer.Line($"int {count} = {Runtime.Values}.Count({expression}.Count, {Literals.String(displayName)});");
                using (_writer.Block($"for (int {index} = 0; {index} < {count}; {index}++)"))
                {
                    _writer.Line($"var {item} = {expression}[{index}];");
                    WriteOrNull(element, item, displayName);
                }

                break;
            case Iteration.Enumerable:
                _writer.Line($"int {count} = 0;");
                using (_writer.Block($"foreach (var {item} in {Enumerated(value, expression)})"))
                {
                    WriteOrNull(element, item, displayName);
                    _writer.Line($"{count}++;");
                }

                break;
            default:
                string span = _names.New("span");
                _writer.Line($"global::System.ReadOnlySpan<{ElementType(element)}> {span} = {Span(value.Iteration, expression)};");
                _writer.Line($"int {count} = {span}.Length;");
                using (_writer.Block($"foreach (ref readonly var {item} in {span})"))
                {
                    WriteOrNull(element, item, displayName);
                }

                break;
        }

        _writer.Line($"writer.EndList({scope}, {count});");
    }

    private static string Enumerated(ValueModel value, string expression)
        => value.EnumeratedAs is null ? expression : $"({value.EnumeratedAs}){expression}";

    private static string Span(Iteration iteration, string expression) => iteration switch
    {
        Iteration.List => $"global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan({expression})",
        Iteration.ImmutableArray => $"{expression}.AsSpan()",
        _ => expression,
    };

    private static string ElementType(ValueModel element) => element.Nulls == NullState.Allowed ? element.TypeName + "?" : element.TypeName;

    private void WriteMap(ValueModel value, string expression, string displayName)
    {
        string scope = _names.New("map");
        string count = _names.New("count");
        string entry = _names.New("entry");
        _writer.Line($"var {scope} = writer.BeginMap();");
        _writer.Line($"int {count} = 0;");
        using (_writer.Block($"foreach (var {entry} in {Enumerated(value, expression)})"))
        {
            Write(value.Key!, entry + ".Key", displayName);
            WriteOrNull(value.Element!, entry + ".Value", displayName);
            _writer.Line($"{count} += 2;");
        }

        _writer.Line($"writer.EndMap({scope}, {count});");
    }
}
