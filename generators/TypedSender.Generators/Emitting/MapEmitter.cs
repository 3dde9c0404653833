using System.Collections.Generic;
using System.Globalization;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how fields are written as a map: keys to values, null members left out.</summary>
internal sealed class MapEmitter
{
    private readonly SourceWriter _writer;
    private readonly LocalNames _names;
    private readonly string _prefix;
    private readonly List<WrittenField> _fields;

    /// <param name="writer">Where the source goes.</param>
    /// <param name="names">The names of the method that is printed.</param>
    /// <param name="fields">The entries, in their order.</param>
    /// <param name="prefix">The expression before the name of a member, with its dot; empty for parameters, which are not null here because the call has checked them.</param>
    public MapEmitter(SourceWriter writer, LocalNames names, IEnumerable<WrittenField> fields, string prefix = "value.")
    {
        _writer = writer;
        _names = names;
        _prefix = prefix;
        _fields = new List<WrittenField>(fields);
    }

    /// <summary>Writes a section whose entries are all bounded, unless it has none.</summary>
    /// <param name="run">Takes what is written.</param>
    /// <param name="wish">What the section is called.</param>
    /// <param name="descriptor">Announces it.</param>
    /// <param name="comment">What it is, for the reader of the generated code.</param>
    /// <param name="trace">Writes further entries, if there are any.</param>
    public void WriteSection(BoundedRunEmitter run, string wish, IEnumerable<byte> descriptor, string comment, TraceEmitter? trace)
    {
        string count = Count(wish + "Count", isOpen: trace is not null);
        run.Constant(descriptor, comment);
        string start = run.Begin(wish);
        foreach (WrittenField field in _fields)
        {
            WriteBounded(run, field, count);
        }

        trace?.WriteEntries(run, count);

        // Without an entry, nothing has been written but what announces the section.
        int before = new List<byte>(descriptor).Count;
        bool canBeEmpty = _fields.TrueForAll(static field => field.IsOptional);
        run.EndCompound("EndMap", start, count, canBeEmpty ? "- " + Number(before) : null, _fields.Exists(static field => field.Note is not null));
    }

    /// <summary>Writes the value of a body.</summary>
    public void WriteBody(ValueEmitter values, DescriptorModel? descriptor)
    {
        var run = new BoundedRunEmitter(_writer, _names);
        string count = Count("count", isOpen: false);
        run.Constant(descriptor is null ? new byte[0] : descriptor.Bytes, descriptor?.Text ?? string.Empty);
        if (_fields.TrueForAll(static field => field.IsBounded))
        {
            string start = run.Begin("map");
            foreach (WrittenField field in _fields)
            {
                WriteBounded(run, field, count);
            }

            run.EndCompound("EndMap", start, count);
            run.End();
            return;
        }

        string? first = _fields[0].IsBounded ? run.Begin("map") : null;
        string? scope = first is null ? run.BeginAtOnce("BeginMap") : null;
        foreach (WrittenField field in _fields)
        {
            if (field.IsBounded)
            {
                WriteBounded(run, field, count);
            }
            else
            {
                if (!field.IsOptional)
                {
                    run.Constant(field.Key, field.Comment);
                }

                if (scope is null)
                {
                    scope = run.Continue(first!);
                }
                else
                {
                    run.End();
                }

                WriteUnbounded(run, values, field, count);
            }
        }

        run.End();
        _writer.Line($"writer.EndMap({scope}, {count});");
    }

    private void WriteBounded(BoundedRunEmitter run, WrittenField field, string count)
    {
        if (field.Member is not { } member)
        {
            run.Constant(field.Key, field.Comment);
            string? place = field.Note is null ? null : run.Here("noted");
            run.Constant(field.Constant);
            if (place is not null)
            {
                run.NoteConstant(field.Note!, place, field.Constant.Count);
            }

            return;
        }

        string access = member.Access(_prefix);
        string variable = run.Declare(member, access, isAskedFor: false);
        if (!field.IsOptional)
        {
            WriteEntry(run, field, member, variable);
            return;
        }

        bool isText = BoundedValues.IsText(member.Value.Kind);
        string present = isText ? variable : _names.New(member.Name);
        using (run.If(isText ? $"{variable} is not null" : $"{access} is {{ }} {present}"))
        {
            WriteEntry(run, field, member, present);
            run.Line($"{count} += 2;");
        }
    }

    private static void WriteEntry(BoundedRunEmitter run, WrittenField field, MemberModel member, string present)
    {
        run.Constant(field.Key, field.Comment);
        string? place = field.Note is null ? null : run.Here("noted");
        run.Present(member, present);
        if (place is not null)
        {
            run.NoteValue(field.Note!, place);
        }
    }

    private void WriteUnbounded(BoundedRunEmitter run, ValueEmitter values, WrittenField field, string count)
    {
        MemberModel member = field.Member!;
        string access = member.Access(_prefix);
        if (!field.IsOptional)
        {
            values.Write(member.Value, MemberVariable.Declare(_writer, _names, member, access), member.DisplayName);
            return;
        }

        string name = _names.New(member.Name);
        using (_writer.Block(ValueEmitter.NotNull(member.Value, access, name)))
        {
            run.Constant(field.Key, field.Comment);
            run.End();
            values.Write(member.Value, name, member.DisplayName);
            _writer.Line($"{count} += 2;");
        }
    }

    /// <summary>The number of keys and values: of those that are always there, or the variable that counts them all.</summary>
    private string Count(string wish, bool isOpen)
    {
        int always = 0;
        foreach (WrittenField field in _fields)
        {
            always += field.IsOptional ? 0 : 2;
        }

        if (!isOpen && always == _fields.Count * 2)
        {
            return Number(always);
        }

        string name = _names.New(wish);
        _writer.Line($"int {name} = {Number(always)};");
        return name;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
