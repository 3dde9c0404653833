using System.Collections.Generic;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// Prints the decoder of a contract: the sections are gone through, each member that is found is read into a variable of its own, and the contract is made of these.
/// </summary>
internal static class DecodeEmitter
{
    // What the decoder calls its own parameters and variables.
    private static readonly string[] Own = ["reader", "isMessage", "sections", "member", "exception", "name", "made", "item", "mark"];

    /// <summary>The attribute that says why a contract cannot be read; null for one that can, and for a stub.</summary>
    public static string? Attribute(ContractModel contract)
        => contract.Construction?.Obstacle is { } obstacle ? $"[{Runtime.GeneratedCode}NotReadable({Literals.String(obstacle)})]" : null;

    /// <summary>The attribute of the assembly that says the same of an external contract, since other assemblies see contracts that hold it and not its encoder; null for others.</summary>
    public static string? AssemblyAttribute(ContractModel contract)
        => contract is { IsApart: true, IsClosed: false, Construction.Obstacle: { } obstacle }
            ? $"[assembly: {Runtime.GeneratedCode}NotReadable({Literals.String(obstacle)}, Type = {Literals.String(contract.Type.DisplayName)})]"
            : null;

    /// <param name="writer">Where the source goes.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="link">The interface that declares the method.</param>
    public static void Write(SourceWriter writer, ContractModel contract, string link)
    {
        if (contract.Construction is not { Obstacle: null } construction)
        {
            return;
        }

        writer.Line();
        writer.Line("#pragma warning disable TSAMQP // generated code may read what is experimental for others");
        writer.Line(FileHeader.GeneratedCode);
        FileHeader.WriteObsolete(writer, contract.Restrictions);
        string head = contract.IsApart ? $"public static {contract.Type.FullName} Read" : $"static {contract.Type.FullName} {link}.Read";
        using (writer.Block($"{head}(ref {Runtime.Reader} reader, bool isMessage)"))
        {
            KnownTypeEmitter.WriteRead(writer, contract, Display(contract));
            if (!contract.IsAbstract)
            {
                WriteOwn(writer, contract, construction);
            }
        }

        writer.Line("#pragma warning restore TSAMQP");
    }

    /// <summary>The contract for exceptions, as its members are shown.</summary>
    public static string Display(ContractModel contract)
        => Literals.String(contract.Type.Name.TrimStart('@'));

    private static void WriteOwn(SourceWriter writer, ContractModel contract, ConstructionModel construction)
    {
        var names = new LocalNames(Own);
        List<DecodedMember> members = Members(contract, construction, names);
        writer.Line($"string member = {Display(contract)};");
        foreach (DecodedMember member in members)
        {
            writer.Line(member.Declaration);
        }

        bool isBinary = contract.Body is BodyEncoding.Json or BodyEncoding.Raw;
        string bytes = isBinary ? names.New("bytes") : string.Empty;
        if (isBinary)
        {
            writer.Line($"byte[]? {bytes} = null;");
        }

        using (writer.Block("try"))
        {
            new DecodeSectionEmitter(writer, names, contract, members).Write(bytes);
            new ConstructionEmitter(writer, names, contract, members).Write(bytes);
        }

        using (writer.Block($"catch ({Runtime.DecodeException} exception) when (exception.Member is null)"))
        {
            writer.Line($"throw {Runtime.ContractReader}.In(exception, member);");
        }
    }

    private static List<DecodedMember> Members(ContractModel contract, ConstructionModel construction, LocalNames names)
    {
        var members = new List<DecodedMember>(construction.Members.Count);
        foreach (ReadMemberModel read in construction.Members)
        {
            string variable = names.New(read.Name);
            bool isFound = false;
            foreach (MemberModel member in contract.Members)
            {
                if (member.Name == read.Name)
                {
                    isFound = true;
                    members.Add(new DecodedMember(read, variable, member.Value, member.DisplayName, member.Owner, null));
                }
            }

            foreach (ValueBinding binding in contract.Bindings)
            {
                if (binding.Name == read.Name && !isFound)
                {
                    isFound = true;
                    string place = SectionSlots.IsKeyed(binding.Slot) ? $"{SectionSlots.Field(binding.Slot)} '{binding.Key}'" : SectionSlots.Field(binding.Slot);
                    members.Add(new DecodedMember(read, variable, binding.Value, binding.DisplayName, binding.Owner, place));
                }
            }
        }

        return members;
    }
}
