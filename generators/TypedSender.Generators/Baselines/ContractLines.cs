using System;
using System.Collections.Generic;
using System.Globalization;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Baselines;

/// <summary>A line of a contract as it is now.</summary>
/// <param name="Line">The line.</param>
/// <param name="Member">The member that it comes from, escaped; empty for the contract itself and its constants.</param>
/// <param name="IsConstant">Whether every message has the same value.</param>
internal readonly record struct CurrentLine(BaselineLine Line, string Member, bool IsConstant);

/// <summary>Prints the lines of a contract and of a sender, in the order of the model.</summary>
internal static class ContractLines
{
    /// <summary>The place of a raw body.</summary>
    public const string Data = "data";

    private const string Qualifier = "::";

    /// <summary>The name that lines give a type: without <c>global::</c> or the alias by which a project references its assembly.</summary>
    /// <param name="fullName">Its name from <c>global::</c> or an alias on.</param>
    public static string Name(string fullName)
    {
        string name = fullName;
        for (int end = name.IndexOf(Qualifier, StringComparison.Ordinal); end >= 0; end = name.IndexOf(Qualifier, StringComparison.Ordinal))
        {
            int start = end;
            while (start > 0 && (char.IsLetterOrDigit(name[start - 1]) || name[start - 1] is '_' or '@'))
            {
                start--;
            }

            name = name.Remove(start, end + Qualifier.Length - start);
        }

        return name;
    }

    /// <summary>A place outside the body as lines name it.</summary>
    public static string Field(SectionSlot slot) => SectionSlots.Field(slot).Replace(' ', '-');

    /// <summary>The lines of a contract: its body first, then the members of the body, then the sections.</summary>
    public static List<CurrentLine> Of(ContractModel contract)
    {
        string owner = Name(contract.Type.FullName);
        string layout = contract.Body.ToString().ToLowerInvariant() + (contract.Descriptor is { } descriptor ? " " + descriptor.Text : string.Empty);
        var lines = new List<CurrentLine> { new(new BaselineLine(BaselineSubject.Contract, owner, string.Empty, string.Empty, layout), string.Empty, false) };
        foreach (MemberModel member in InOrder(contract))
        {
            string place = contract.Body switch
            {
                BodyEncoding.Map => Literals.String(member.Key),
                BodyEncoding.Raw => Data,
                _ => member.Order.ToString(CultureInfo.InvariantCulture),
            };
            string name = contract.Body is BodyEncoding.List or BodyEncoding.Sequence ? member.Name : string.Empty;
            lines.Add(new CurrentLine(new BaselineLine(BaselineSubject.Place, owner, place, name, ValueText.Of(member.Value)), member.Name, false));
        }

        lines.AddRange(Sections(owner, contract.Bindings, contract.Constants));
        return lines;
    }

    /// <summary>The lines of a sender: the contracts that arrive at its address, and what its methods put into their sections.</summary>
    public static List<BaselineLine> Of(SenderModel sender)
    {
        var lines = new List<BaselineLine>();
        var known = new HashSet<string>();
        foreach (SenderMethodModel method in sender.Methods)
        {
            if (method.Body is not { Contract.Length: > 0 } body || method.StubRule is not null)
            {
                continue;
            }

            string contract = Name(body.Contract);
            Add(contract);
            foreach (CurrentLine section in Sections(contract, method.Bindings, method.Constants))
            {
                Add(section.Line.Text);
            }
        }

        return lines;

        void Add(string arrival)
        {
            if (known.Add(arrival))
            {
                lines.Add(new BaselineLine(BaselineSubject.Address, sender.Address, string.Empty, string.Empty, arrival));
            }
        }
    }

    private static List<MemberModel> InOrder(ContractModel contract)
    {
        var members = new List<MemberModel>(contract.Members);
        if (contract.Body is BodyEncoding.List or BodyEncoding.Sequence)
        {
            members.Sort(static (left, right) => left.Order.CompareTo(right.Order));
        }

        return members;
    }

    private static IEnumerable<CurrentLine> Sections(string owner, IEnumerable<ValueBinding> bindings, IEnumerable<ConstantBinding> constants)
    {
        foreach (ValueBinding binding in bindings)
        {
            if (IsRead(binding.Slot))
            {
                yield return new CurrentLine(new BaselineLine(BaselineSubject.Place, owner, Place(binding.Slot, binding.Key), string.Empty, ValueText.Of(binding.Value)), binding.Name, false);
            }
        }

        foreach (ConstantBinding constant in constants)
        {
            if (IsRead(constant.Slot))
            {
                string value = ValueText.Of(constant.Kind) + " " + constant.Literal;
                yield return new CurrentLine(new BaselineLine(BaselineSubject.Place, owner, Place(constant.Slot, constant.Key), string.Empty, value), string.Empty, true);
            }
        }
    }

    /// <summary>Whether readers depend on the field: those of the header (AMQP 1.0, 3.2.1) say how a message is kept, not what is in it.</summary>
    private static bool IsRead(SectionSlot slot) => slot is not (SectionSlot.Durable or SectionSlot.Priority or SectionSlot.TimeToLive or SectionSlot.FirstAcquirer);

    /// <summary>A place outside the body, with its key if it has one.</summary>
    public static string Place(SectionSlot slot, string key) => SectionSlots.IsKeyed(slot) ? Field(slot) + " " + Literals.String(key) : Field(slot);
}
