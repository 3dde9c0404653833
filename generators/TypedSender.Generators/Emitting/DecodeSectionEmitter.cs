using System;
using System.Collections.Generic;
using System.Globalization;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how the sections of a message are gone through, and what is read from them.</summary>
internal sealed class DecodeSectionEmitter
{
    private const int BitsInMask = 64;

    private readonly SourceWriter _writer;
    private readonly LocalNames _names;
    private readonly ContractModel _contract;
    private readonly List<DecodedMember> _members;

    /// <param name="writer">Where the source goes.</param>
    /// <param name="names">The names of the method that is printed.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="members">The members that are read.</param>
    public DecodeSectionEmitter(SourceWriter writer, LocalNames names, ContractModel contract, List<DecodedMember> members)
    {
        _writer = writer;
        _names = names;
        _contract = contract;
        _members = members;
    }

    /// <param name="bytes">The variable that takes a body of bytes.</param>
    public void Write(string bytes)
    {
        string body = Code(BodyText.SectionCode(_contract.Body));
        _writer.Line($"var sections = new {Runtime.SectionReader}(isMessage, {body});");
        using (_writer.Block("while (sections.Next(ref reader))"))
        using (_writer.Block("switch (sections.Section)"))
        {
            Array.ForEach(MapSection.All, WriteMapSection);
            _writer.Line($"case {body}: // {BodyText.SectionName(_contract.Body)}");
            using (_writer.Indent())
            {
                WriteBody(bytes);
                _writer.Line("break;");
            }

            _writer.Line("default:");
            using (_writer.Indent())
            {
                _writer.Line("reader.Skip();");
                _writer.Line("break;");
            }
        }

        _writer.Line();
        foreach (ValueBinding binding in _contract.Bindings)
        {
            if (!SectionSlots.IsKeyed(binding.Slot) && Find(binding.Name) is { } member)
            {
                WriteField(binding, member);
            }
        }
    }

    private void WriteBody(string bytes)
    {
        if (bytes.Length > 0)
        {
            _writer.Line($"{bytes} = {Runtime.ContractReader}.Data(ref reader, isMessage);");
            return;
        }

        if (_contract.Descriptor is { } descriptor)
        {
            _writer.Line($"{Runtime.ContractReader}.Descriptor(ref reader, {descriptor.Text});");
        }

        if (_contract.Body == BodyEncoding.Map)
        {
            var entries = new List<(string Key, DecodedMember Member, ValueModel Value)>(_contract.Members.Count);
            foreach (MemberModel member in _contract.Members)
            {
                if (Find(member.Name) is { } found)
                {
                    entries.Add((member.Key, found, member.Value));
                }
            }

            WriteMap(entries);
        }
        else
        {
            WriteList();
        }
    }

    private void WriteMapSection(MapSection section)
    {
        var entries = new List<(string Key, DecodedMember Member, ValueModel Value)>();
        foreach (ValueBinding binding in _contract.Bindings)
        {
            if (binding.Slot == section.Slot && Find(binding.Name) is { } member)
            {
                entries.Add((binding.Key, member, binding.Value));
            }
        }

        if (entries.Count > 0)
        {
            _writer.Line($"case {Code(section.Code)}: // {section.Comment}");
            using (_writer.Indent())
            {
                WriteMap(entries);
                _writer.Line("break;");
            }
        }
    }

    /// <summary>Null is as good as nothing; a key that is not known, of a later version perhaps, is passed over.</summary>
    private void WriteMap(List<(string Key, DecodedMember Member, ValueModel Value)> entries)
    {
        string map = _names.New("map");
        string index = _names.New("index");
        string key = _names.New("key");
        var seen = new List<string>();
        _writer.Line($"var {map} = {Runtime.ContractReader}.Map(ref reader);");
        for (int first = 0; first < entries.Count; first += BitsInMask)
        {
            seen.Add(_names.New("seen"));
            _writer.Line($"ulong {seen[seen.Count - 1]} = 0;");
        }

        using (_writer.Block($"for (int {index} = 0; {index} < {map}.Count; {index} += 2)"))
        {
            WriteContractName();
            _writer.Line($"var {key} = {Runtime.ContractReader}.Key(ref reader);");
            WriteNullCheck();
            for (int i = 0; i < entries.Count; i++)
            {
                (string name, DecodedMember member, ValueModel value) = entries[i];
                string start = i == 0 ? "if" : "else if";
                using (_writer.Block($"{start} ({Runtime.ContractReader}.IsKey({key}, {Literals.String(name)}u8, {Literals.String(member.DisplayName)}, {Number(i % BitsInMask)}, ref {seen[i / BitsInMask]}, ref member, in reader))"))
                {
                    _writer.Line($"{member.Variable} = {DecodeExpressions.Of(value)};");
                }
            }

            if (entries.Count == 0)
            {
                _writer.Line("reader.Skip();");
            }
            else
            {
                using (_writer.Block("else"))
                {
                    _writer.Line("reader.Skip();");
                }
            }
        }

        WriteContractName();
        _writer.Line($"reader.Leave({map});");
    }

    private void WriteList()
    {
        string list = _names.New("list");
        string index = _names.New("index");
        _writer.Line($"var {list} = {Runtime.ContractReader}.List(ref reader);");
        using (_writer.Block($"for (int {index} = 0; {index} < {list}.Count; {index}++)"))
        {
            WriteContractName();
            WriteNullCheck();
            using (_writer.Block($"switch ({index})"))
            {
                foreach (MemberModel member in _contract.Members)
                {
                    if (Find(member.Name) is { } found)
                    {
                        _writer.Line($"case {Number(member.Order)}:");
                        using (_writer.Indent())
                        {
                            _writer.Line($"member = {Literals.String(member.DisplayName)};");
                            _writer.Line($"{found.Variable} = {DecodeExpressions.Of(member.Value)};");
                            _writer.Line("break;");
                        }
                    }
                }

                _writer.Line("default:");
                using (_writer.Indent())
                {
                    _writer.Line("reader.Skip();");
                    _writer.Line("break;");
                }
            }
        }

        WriteContractName();
        _writer.Line($"reader.Leave({list});");
    }

    private void WriteNullCheck()
    {
        using (_writer.Block("if (reader.TryReadNull())"))
        {
            _writer.Line("continue;");
        }

        _writer.Line();
    }

    private void WriteContractName() => _writer.Line($"member = {DecodeEmitter.Display(_contract)};");

    private void WriteField(ValueBinding binding, DecodedMember member)
    {
        string present = _names.New("present");
        _writer.Line($"member = {Literals.String(member.DisplayName)};");
        using (_writer.Block($"if ({DecodeFields.Read(binding)} is {{ }} {present})"))
        {
            _writer.Line($"{member.Variable} = {DecodeFields.Converted(binding, present)};");
        }

        _writer.Line();
    }

    private DecodedMember? Find(string name)
    {
        foreach (DecodedMember member in _members)
        {
            if (member.Read.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    private static string Code(byte code) => "0x" + code.ToString("x2", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
