using System;
using System.Collections.Generic;
using System.Globalization;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// Collects values whose room can be told beforehand, and prints them as one run: room is made once, constants that follow one another are
/// one copy, and the position is a local variable. Nothing is printed, but for the variables that hold text, until <see cref="End"/>.
/// </summary>
internal sealed class BoundedRunEmitter
{
    private const string Bytes = Runtime.Amqp + "AmqpPrimitives";
    private const int CompoundHeader = 3;
    private const int Widening = 6;

    private readonly SourceWriter _writer;
    private readonly LocalNames _names;
    private readonly List<byte> _constant = new();
    private readonly List<string> _comments = new();
    private readonly List<(string Name, int Offset)> _starts = new();
    private readonly List<string> _notes = new();
    private readonly List<string> _textRoom = new();
    private readonly SourceWriter _statements = new();
    private string _span = string.Empty;
    private string _at = string.Empty;
    private int _room;
    private int _count;
    private string? _alone;

    public BoundedRunEmitter(SourceWriter writer, LocalNames names)
    {
        _writer = writer;
        _names = names;
    }

    public void Constant(IEnumerable<byte> bytes, string comment = "")
    {
        _constant.AddRange(bytes);
        if (comment.Length > 0)
        {
            _comments.Add(comment);
        }
    }

    public void Nulls(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _constant.Add(ConstantEncoding.Null);
        }
    }

    /// <summary>Declares the variable of a member that is text, or that is asked for before it is written; others are read where they are written.</summary>
    public string Declare(MemberModel member, string access, bool isAskedFor)
    {
        bool isText = BoundedValues.IsText(member.Value.Kind);
        bool isRequired = member.Value.Nulls == NullState.Forbidden;
        string value = isText ? BoundedValues.Text(member, access) : isRequired ? BoundedValues.Required(member, access) : access;
        if ((!isText && !isAskedFor && !isRequired) || (value == access && BoundedValues.IsParameter(member, access)))
        {
            return access;
        }

        string name = _names.New(member.Name);
        _writer.Line($"var {name} = {value};");
        return name;
    }

    /// <summary>Writes a member, null as null.</summary>
    /// <param name="member">The member.</param>
    /// <param name="variable">What <see cref="Declare"/> returned.</param>
    public void Value(MemberModel member, string variable)
    {
        bool isText = BoundedValues.IsText(member.Value.Kind);
        if (isText || member.Value.Nulls is NullState.Never or NullState.Forbidden)
        {
            Present(member, variable);
            return;
        }

        string name = _names.New("present");
        (string method, string argument) = BoundedValues.Write(member.Value, name, member.DisplayName);
        Constants();
        Statement($"{_at} = {variable} is {{ }} {name} ? {Owner(method)}.{method}({_span}, {_at}, {argument}) : {Bytes}.WriteNull({_span}, {_at});", BoundedValues.Width(member.Value));
    }

    /// <summary>Writes a member that is known not to be null.</summary>
    public void Present(MemberModel member, string variable)
    {
        bool isText = BoundedValues.IsText(member.Value.Kind);
        (string method, string argument) = BoundedValues.Write(member.Value, variable, member.DisplayName);
        Constants();
        if (isText)
        {
            _textRoom.Add($"{Bytes}.Room({variable})");
        }

        _alone = _count > 0 ? null
            : BoundedValues.IsDate(member.Value.Kind) ? ScalarExpressions.Write(member.Value.Kind, variable, string.Empty, borrows: false)
            : $"writer.{method}({argument});";
        _statements.Line($"{_at} = {Owner(method)}.{method}({_span}, {_at}, {argument});");
        _room += BoundedValues.Width(member.Value);
        _count++;
    }

    /// <summary>Names the place of what comes next.</summary>
    public string Here(string wish)
    {
        string name = _names.New(wish);
        Name();
        _starts.Add((name, _constant.Count));
        return name;
    }

    /// <summary>Has the writer note the place of a constant that has just been added.</summary>
    /// <param name="call">How the call begins.</param>
    /// <param name="start">What <see cref="Here"/> returned before it.</param>
    /// <param name="length">Its bytes.</param>
    public void NoteConstant(string call, string start, int length)
        => _notes.Add($"{call}{start}, {length.ToString(CultureInfo.InvariantCulture)});");

    /// <summary>Has the writer note the place of a value that has just been written.</summary>
    /// <param name="call">How the call begins.</param>
    /// <param name="start">What <see cref="Here"/> returned before it.</param>
    public void NoteValue(string call, string start) => Line($"{call}{start}, {_at} - {start});");

    /// <summary>Leaves the header of a list or map open, and names where it stands.</summary>
    public string Begin(string wish)
    {
        string name = Here(wish);
        for (int i = 0; i < CompoundHeader; i++)
        {
            _constant.Add(0);
        }

        return name;
    }

    /// <summary>Has the writer begin a list or map behind what has been collected, and names what the writer ends it by.</summary>
    public string BeginAtOnce(string method)
    {
        End();
        string scope = _names.New("scope");
        _writer.Line($"var {scope} = writer.{method}();");
        return scope;
    }

    /// <summary>Ends a list or map.</summary>
    /// <param name="method">EndList or EndMap.</param>
    /// <param name="start">What <see cref="Begin"/> returned.</param>
    /// <param name="count">The number of elements, as C# writes it.</param>
    /// <param name="empty">What <c>at</c> becomes when there are none, as C# writes it behind the name of the start; null to write an empty one.</param>
    /// <param name="isNoted">Whether the place of something in it has been noted, which moves when the header becomes wide.</param>
    public void EndCompound(string method, string start, string count, string? empty = null, bool isNoted = false)
    {
        Constants();
        string end = $"{Bytes}.{method}({_span}, {start}, {_at}, {count})";
        end = isNoted ? $"{Runtime.Notes}.End(in writer, {start}, {_at}, {end})" : end;
        Statement($"{_at} = {(empty is null ? end : $"{count} == 0 ? {start} {empty} : {end}")};", Widening);
    }

    /// <summary>Hands a list or map that is not ended in this run over to the writer, ends the run, and names what the writer ends it by.</summary>
    /// <param name="start">What <see cref="Begin"/> returned.</param>
    public string Continue(string start)
    {
        string scope = _names.New("scope");
        Line($"var {scope} = writer.ScopeAt({start});");
        End();
        return scope;
    }

    /// <summary>Prints a statement that writes nothing.</summary>
    public void Line(string statement)
    {
        Constants();
        _statements.Line(statement);
        _count++;
        _alone = null;
    }

    /// <summary>Prints a statement that writes as much as is known at run time.</summary>
    /// <param name="statement">Makes it, of the names of the room and of the position in it.</param>
    /// <param name="room">The most bytes that it writes, as C# writes it.</param>
    public void Append(Func<string, string, string> statement, string room)
    {
        Constants();
        _textRoom.Add(room);
        Statement(statement(_span, _at), 0);
    }

    /// <summary>Opens a block that ends when the result is disposed.</summary>
    public Block If(string condition)
    {
        Constants();
        _count++;
        _alone = null;
        return new Block(this, _statements.Block($"if ({condition})"));
    }

    /// <summary>Prints what has been collected.</summary>
    public void End()
    {
        if (_count == 0 && _starts.Count == 0)
        {
            if (_constant.Count > 0)
            {
                Comment(_writer);
                _writer.Line($"writer.WriteRaw([{_constant}]);");
            }
        }
        else if (_count == 1 && _constant.Count == 0 && _alone is not null)
        {
            _writer.Line(_alone);
        }
        else
        {
            Constants();
            _textRoom.Insert(0, _room.ToString(CultureInfo.InvariantCulture));
            _writer.Line();
            _writer.Line($"var {_span} = writer.GetSpan({string.Join(" + ", _textRoom)});");
            _writer.Line($"int {_at} = 0;");
            _writer.Lines(_statements);
            _writer.Line($"writer.Advance({_at});");
            _writer.Line();
        }

        Clear();
    }

    private void Clear()
    {
        _constant.Clear();
        _comments.Clear();
        _starts.Clear();
        _textRoom.Clear();
        _statements.Clear();
        _span = _at = string.Empty;
        _room = _count = 0;
        _alone = null;
    }

    /// <summary>The class that writes a value at a place.</summary>
    private static string Owner(string method) => method is "WriteDate" or "WriteTime" ? Runtime.Values : Bytes;

    private void Statement(string statement, int room)
    {
        _alone = null;
        _statements.Line(statement);
        _room += room;
        _count++;
    }

    /// <summary>Prints the constants that have come together.</summary>
    private void Constants()
    {
        Name();
        foreach ((string name, int offset) in _starts)
        {
            _statements.Line($"int {name} = {_at}{(offset == 0 ? string.Empty : " + " + offset.ToString(CultureInfo.InvariantCulture))};");
        }

        if (_constant.Count > 0)
        {
            Comment(_statements);
            _statements.Line($"{_at} = {Bytes}.WriteRaw({_span}, {_at}, [{_constant}]);");
            _room += _constant.Count;
            _count++;
            _alone = null;
        }

        foreach (string note in _notes)
        {
            _statements.Line(note);
        }

        _starts.Clear();
        _notes.Clear();
        _constant.Clear();
        _comments.Clear();
    }

    private void Name()
    {
        if (_span.Length == 0)
        {
            _span = _names.New("bytes");
            _at = _names.New("at");
        }
    }

    private void Comment(SourceWriter writer)
    {
        if (_comments.Count > 0)
        {
            writer.Line("// " + string.Join(", ", _comments));
        }
    }

    /// <summary>Ends a block when disposed of.</summary>
    internal readonly struct Block : IDisposable
    {
        private readonly BoundedRunEmitter _run;
        private readonly SourceWriter.Scope _scope;

        internal Block(BoundedRunEmitter run, SourceWriter.Scope scope)
        {
            _run = run;
            _scope = scope;
        }

        public void Dispose()
        {
            _run.Constants();
            _scope.Dispose();
        }
    }
}
