using System.Collections.Generic;
using System.Globalization;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how fields are written as a list: each at its number, null at numbers without a field, trailing nulls left out.</summary>
internal sealed class ListEmitter
{
    private readonly SourceWriter _writer;
    private readonly LocalNames _names;
    private readonly string _prefix;
    private readonly List<WrittenField> _fields;
    private readonly string[] _variables;
    private readonly int _firstTrailing;

    /// <param name="writer">Where the source goes.</param>
    /// <param name="names">The names of the method that is printed.</param>
    /// <param name="fields">The fields; each has its own number.</param>
    /// <param name="prefix">The expression before the name of a member, with its dot; empty for parameters, which are not null here because the call has checked them.</param>
    public ListEmitter(SourceWriter writer, LocalNames names, IEnumerable<WrittenField> fields, string prefix = "value.")
    {
        _writer = writer;
        _names = names;
        _prefix = prefix;
        _fields = new List<WrittenField>(fields);
        _fields.Sort(static (left, right) => left.Order.CompareTo(right.Order));
        _variables = new string[_fields.Count];
        _firstTrailing = _fields.Count;
        while (_firstTrailing > 0 && _fields[_firstTrailing - 1].IsOptional)
        {
            _firstTrailing--;
        }
    }

    /// <summary>Writes a section whose fields are all bounded, unless each of them is null.</summary>
    public void WriteSection(BoundedRunEmitter run, string wish, IEnumerable<byte> descriptor, string comment)
    {
        string count = Count(run, wish + "Count");
        if (_firstTrailing > 0)
        {
            WriteBounded(run, wish, descriptor, comment, count);
            return;
        }

        using (run.If($"{count} > 0"))
        {
            WriteBounded(run, wish, descriptor, comment, count);
        }
    }

    /// <summary>Writes the value of a body.</summary>
    public void WriteBody(ValueEmitter values, DescriptorModel? descriptor)
    {
        var run = new BoundedRunEmitter(_writer, _names);
        string count = Count(run, "count");
        IEnumerable<byte> bytes = descriptor is null ? new byte[0] : descriptor.Bytes;
        string comment = descriptor?.Text ?? string.Empty;
        if (_fields.TrueForAll(static field => field.IsBounded))
        {
            WriteBounded(run, "list", bytes, comment, count);
            run.End();
            return;
        }

        run.Constant(bytes, comment);
        string? start = _fields[0].IsBounded ? run.Begin("list") : null;
        string? scope = start is null ? run.BeginAtOnce("BeginList") : null;
        int place = 0;
        for (int i = 0; i < _fields.Count; i++)
        {
            if (_fields[i].IsBounded)
            {
                WriteBounded(run, i, place, count);
            }
            else
            {
                if (scope is null)
                {
                    scope = run.Continue(start!);
                }
                else
                {
                    run.End();
                }

                WriteUnbounded(values, i, place, count);
            }

            place = _fields[i].Order + 1;
        }

        run.End();
        _writer.Line($"writer.EndList({scope}, {count});");
    }

    private void WriteBounded(BoundedRunEmitter run, string wish, IEnumerable<byte> descriptor, string comment, string count)
    {
        run.Constant(descriptor, comment);
        string start = run.Begin(wish);
        int place = 0;
        for (int i = 0; i < _fields.Count; i++)
        {
            WriteBounded(run, i, place, count);
            place = _fields[i].Order + 1;
        }

        run.EndCompound("EndList", start, count, isNoted: _fields.Exists(static field => field.Note is not null));
    }

    private void WriteBounded(BoundedRunEmitter run, int index, int place, string count)
    {
        WrittenField field = _fields[index];
        if (index < _firstTrailing)
        {
            run.Nulls(field.Order - place);
            WriteBounded(run, index);
            return;
        }

        using (run.If($"{count} > {Number(field.Order)}"))
        {
            run.Nulls(field.Order - place);
            WriteBounded(run, index);
        }
    }

    private void WriteBounded(BoundedRunEmitter run, int index)
    {
        WrittenField field = _fields[index];
        if (field.Member is { } member)
        {
            string variable = _variables[index] ?? run.Declare(member, member.Access(_prefix), isAskedFor: false);
            string? place = field.Note is null ? null : run.Here("noted");
            run.Value(member, variable);
            if (place is not null)
            {
                run.NoteValue(field.Note!, place);
            }
        }
        else
        {
            string? place = field.Note is null ? null : run.Here("noted");
            run.Constant(field.Constant, field.Comment);
            if (place is not null)
            {
                run.NoteConstant(field.Note!, place, field.Constant.Count);
            }
        }
    }

    private void WriteUnbounded(ValueEmitter values, int index, int place, string count)
    {
        MemberModel member = _fields[index].Member!;
        if (index >= _firstTrailing)
        {
            using (_writer.Block($"if ({count} > {Number(member.Order)})"))
            {
                WriteNulls(member.Order - place);
                values.WriteOrNull(member.Value, _variables[index], member.DisplayName);
            }

            return;
        }

        WriteNulls(member.Order - place);
        string access = member.Access(_prefix);
        if (_fields[index].IsOptional)
        {
            values.WriteOrNull(member.Value, access, member.DisplayName);
        }
        else
        {
            values.Write(member.Value, MemberVariable.Declare(_writer, _names, member, access), member.DisplayName);
        }
    }

    private void WriteNulls(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _writer.Line("writer.WriteNull();");
        }
    }

    /// <summary>The number of elements: up to the last one that is not null. Declares those at the end that may be null.</summary>
    private string Count(BoundedRunEmitter run, string wish)
    {
        int certain = _firstTrailing == 0 ? 0 : _fields[_firstTrailing - 1].Order + 1;
        string count = Number(certain);
        if (_firstTrailing == _fields.Count)
        {
            return count;
        }

        for (int i = _firstTrailing; i < _fields.Count; i++)
        {
            MemberModel member = _fields[i].Member!;
            if (_fields[i].IsBounded)
            {
                _variables[i] = run.Declare(member, member.Access(_prefix), isAskedFor: true);
            }
            else
            {
                _variables[i] = _names.New(member.Name);
                _writer.Line($"var {_variables[i]} = {member.Access(_prefix)};");
            }

            string present = member.Value.Nulls == NullState.DefaultArray ? $"!{_variables[i]}.IsDefault" : $"{_variables[i]} is not null";
            count = $"{present} ? {Number(_fields[i].Order + 1)} : {count}";
        }

        string name = _names.New(wish);
        _writer.Line($"int {name} = {count};");
        return name;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
