using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how a generic contract finds the code of its closed types, which register it.</summary>
internal static class GenericContractEmitter
{
    private const string Contracts = Runtime.GeneratedCode + "AmqpGenericContracts";

    /// <summary>Prints the generated part of the generic type.</summary>
    public static void WriteOpen(SourceWriter writer, ContractModel contract)
    {
        string hidden = contract.HiddenMember is { } member ? $", HiddenMember = {Literals.String(member)}" : string.Empty;
        writer.Line($"[assembly: {Runtime.GeneratedCode}GenericContract({Literals.String(contract.Type.MetadataName)}{hidden})]");
        writer.Line();
        string self = contract.Type.FullName;
        string link = $"{Runtime.Product}IAmqpContract<{self}>";
        string value = $"in {self} value";
        string map = $"ref {Runtime.Writer} writer, ref {Runtime.MapSection} section, {value}";
        PartialTypeEmitter.Write(writer, contract.Type, link, () =>
        {
            Forward("void", "WriteMessage", $"ref {Runtime.Writer} writer, {value}", "ref writer, in value");
            Forward("void", "WriteValue", $"ref {Runtime.Writer} writer, {value}", "ref writer, in value");
            Forward(Runtime.Exception, "Explain", $"{value}, {Runtime.Exception} exception", "in value, exception");
            Forward("void", "SetSections", $"{value}, ref {Runtime.Header} header, ref {Runtime.Properties} properties", "in value, ref header, ref properties");
            foreach (MapSection section in MapSection.All)
            {
                Forward("void", $"Write{section.Name}", map, "ref writer, ref section, in value");
            }

            Forward("void", "WriteBody", $"ref {Runtime.Writer} writer, {value}", "ref writer, in value");
            writer.Line("#pragma warning disable TSAMQP // generated code may read what is experimental for others");
            Forward(self, "Read", $"ref {Runtime.Reader} reader, bool isMessage", "ref reader, isMessage");
            writer.Line("#pragma warning restore TSAMQP");
        });

        void Forward(string result, string method, string parameters, string arguments)
        {
            writer.Line(FileHeader.GeneratedCode);
            writer.Line($"static {result} {link}.{method}({parameters})");
            using (writer.Indent())
            {
                writer.Line($"=> {Contracts}.{method}<{self}>({arguments});");
            }

            writer.Line();
        }
    }

    /// <summary>Prints the class that registers the code of a closed type when its assembly is loaded.</summary>
    public static void WriteRegistration(SourceWriter writer, ContractModel contract)
    {
        string encoder = contract.IsNested ? $"{contract.Type.FullName}.{contract.Encoder}" : contract.Encoder;
        writer.Line();
        writer.Line("/// <summary>Registers the code of a closed type of a generic contract. Made by the compiler, for the compiler.</summary>");
        writer.Line(FileHeader.GeneratedCode);
        FileHeader.WriteObsolete(writer, contract.Restrictions);
        using (writer.Block($"internal static class AmqpRegistration_{StableHash.Of(contract.FileName)}"))
        {
            writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
            writer.Line("internal static void Register()");
            using (writer.Indent())
            {
                writer.Line($"=> {Contracts}.Register<{contract.Type.FullName}, {encoder}>(allowsNull: {(contract.AllowsNull ? "true" : "false")});");
            }
        }
    }
}
