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
    private readonly bool _isSimple;
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
        _isSimple = simple;
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
                _writer.Line($"{Runtime.Formatting}.{(value.IsChosenByScope ? "WriteProperty" : _isSimple ? "WriteSimple" : "Write")}<{value.Formatter}, {value.TypeName}>(ref writer, {expression}, {Literals.String(displayName)});");
                break;
            case ValueKind.Contract:
                _writer.Line(_namesMembers
                    ? $"{Runtime.MemberNaming}.WriteValue<{value.TypeName}, {value.Encoder}>(ref writer, {expression}, {_depth});"
                    : $"{value.Encoder}.WriteValue(ref writer, {expression}, {_depth});");
                break;
            case ValueKind.List or ValueKind.Array:
                WriteItems(value, expression, displayName);
                break;
            case ValueKind.Map:
                WriteMap(value, expression, displayName);
                break;
            case ValueKind.Untyped:
                _writer.Line(_isSimple
                    ? $"{Runtime.UntypedValues}.WriteSimple(ref writer, (object){expression}, {Literals.String(displayName)});"
                    : $"writer.WriteValue((object){expression});");
                break;
            case ValueKind.JsonString or ValueKind.JsonBinary:
                _writer.Line($"{Runtime.JsonValues}.{(value.Kind == ValueKind.JsonString ? "WriteString" : "WriteBinary")}(ref writer, {expression}, {Literals.String(displayName)});");
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

    private void WriteItems(ValueModel value, string expression, string displayName)
    {
        ValueModel element = value.Element!;
        bool isArray = value.Kind == ValueKind.Array;
        string scope = _names.New(isArray ? "array" : "list");
        string count = _names.New("count");
        string item = _names.New("item");
        _writer.Line($"var {scope} = writer.{(isArray ? $"BeginArray({ArrayElements.Constructor(element)})" : "BeginList()")};");
        switch (value.Iteration)
        {
            case Iteration.Index:
                string index = _names.New("index");
                _writer.Line($"int {count} = {Runtime.Values}.Count({expression}.Count, {Literals.String(displayName)});");
                using (_writer.Block($"for (int {index} = 0; {index} < {count}; {index}++)"))
                {
                    _writer.Line($"var {item} = {expression}[{index}];");
                    WriteItem(element, item, displayName, isArray);
                }

                break;
            case Iteration.Enumerable:
                _writer.Line($"int {count} = 0;");
                using (_writer.Block($"foreach (var {item} in {Enumerated(value, expression)})"))
                {
                    WriteItem(element, item, displayName, isArray);
                    _writer.Line($"{count}++;");
                }

                break;
            default:
                string span = _names.New("span");
                _writer.Line($"global::System.ReadOnlySpan<{element.DeclaredType}> {span} = {Span(value.Iteration, expression)};");
                _writer.Line($"int {count} = {span}.Length;");
                using (_writer.Block($"foreach (ref readonly var {item} in {span})"))
                {
                    WriteItem(element, item, displayName, isArray);
                }

                break;
        }

        _writer.Line($"writer.{(isArray ? "EndArray" : "EndList")}({scope}, {count});");
    }

    private void WriteItem(ValueModel element, string item, string displayName, bool isInArray)
    {
        string value = element.Unwrap(item);
        if (!isInArray)
        {
            WriteOrNull(element, value, displayName);
            return;
        }

        string present = element.Nulls == NullState.Forbidden ? Required(value, Runtime.Errors + ".NullElement", displayName) : value;
        _writer.Line(ArrayElements.Write(element, present, displayName));
    }

    private static string Enumerated(ValueModel value, string expression)
        => value.EnumeratedAs is null ? expression : $"({value.EnumeratedAs}){expression}";

    private static string Span(Iteration iteration, string expression) => iteration switch
    {
        Iteration.List => $"global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan({expression})",
        Iteration.ImmutableArray => $"{expression}.AsSpan()",
        Iteration.Memory => $"{expression}.Span",
        _ => expression,
    };

    private void WriteMap(ValueModel value, string expression, string displayName)
    {
        string scope = _names.New("map");
        string count = _names.New("count");
        string entry = _names.New("entry");
        _writer.Line($"var {scope} = writer.BeginMap();");
        _writer.Line($"int {count} = 0;");
        using (_writer.Block($"foreach (var {entry} in {Enumerated(value, expression)})"))
        {
            ValueModel key = value.Key!;
            string keyValue = key.Unwrap(entry + ".Key");
            bool isChecked = key.Wrapper is not null && key.Nulls == NullState.Forbidden;
            Write(key, isChecked ? Required(keyValue, Runtime.Errors + ".NullElement", displayName) : keyValue, displayName);
            WriteOrNull(value.Element!, value.Element!.Unwrap(entry + ".Value"), displayName);
            _writer.Line($"{count} += 2;");
        }

        _writer.Line($"writer.EndMap({scope}, {count});");
    }
}
