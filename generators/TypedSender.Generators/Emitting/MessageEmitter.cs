using System.Collections.Generic;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the struct that holds a send method's arguments and writes its message, and for lists the struct that makes one for each item.</summary>
internal static class MessageEmitter
{
    public static string MapperName(SenderMethodModel method)
        => method.MessageName.Contains("Message") ? method.MessageName.Replace("Message", "Mapper") : method.MessageName + "Mapper";

    /// <summary>The bound parameters, each once, though it may be bound to several places.</summary>
    public static IReadOnlyList<ValueBinding> Arguments(SenderMethodModel method)
    {
        var arguments = new List<ValueBinding>();
        foreach (ValueBinding binding in method.Bindings)
        {
            if (!arguments.Exists(other => other.Name == binding.Name))
            {
                arguments.Add(binding);
            }
        }

        return arguments;
    }

    public static void Write(SourceWriter writer, SenderMethodModel original, BodyModel originalBody)
    {
        SenderMethodModel method = original with { Bindings = Renamed(original.Bindings) };
        BodyModel body = originalBody with { Name = originalBody.IsList ? Item(method) : Renamed(originalBody.Name) };
        var parameters = new List<string> { $"{body.ItemType} {body.Name}" };
        var shared = new List<string>();
        var names = new LocalNames(body.Name, "header", "properties", "annotations", "applicationProperties", "writer");
        foreach (ValueBinding binding in Arguments(method))
        {
            shared.Add($"{TypeName(binding.Value)} {binding.Name}");
            names.Take(binding.Name);
        }

        parameters.AddRange(shared);
        using (writer.Block($"private readonly struct {method.MessageName}({string.Join(", ", parameters)}) : {Runtime.GeneratedCode}IAmqpMessageSource"))
        {
            SectionEmitter.DeclareUserId(writer, method.InterfaceConstants, "Interface");
            SectionEmitter.DeclareUserId(writer, method.Constants, "Method");
            WriteEncode(writer, method, body, names);
        }

        if (body.IsList)
        {
            writer.Line();
            WriteMapper(writer, method, body, shared);
        }
    }

    /// <summary>The arguments of the struct must not be hidden by the variables of its method.</summary>
    private static string Renamed(string name)
        => name is "writer" or "header" or "properties" or "annotations" or "applicationProperties" ? name + "Argument" : name;

    /// <summary>What one item of a list is called: <c>item</c>, unless an argument is.</summary>
    private static string Item(SenderMethodModel method)
    {
        foreach (ValueBinding binding in method.Bindings)
        {
            if (binding.Name == "item")
            {
                return "listItem";
            }
        }

        return "item";
    }

    private static EquatableArray<ValueBinding> Renamed(EquatableArray<ValueBinding> bindings)
    {
        var renamed = new List<ValueBinding>();
        foreach (ValueBinding binding in bindings)
        {
            renamed.Add(binding with { Name = Renamed(binding.Name) });
        }

        return renamed.ToEquatableArray();
    }

    private static string TypeName(ValueModel value) => value.Nulls == NullState.Allowed ? value.TypeName + "?" : value.TypeName;

    private static void WriteEncode(SourceWriter writer, SenderMethodModel method, BodyModel body, LocalNames names)
    {
        string encoder = $"{body.Contract}.{Runtime.Encoder}";
        WrittenSections? sections = WrittenSections.Of(method, body);
        bool isBare = method.Bindings.IsEmpty && method.Constants.IsEmpty && method.InterfaceConstants.IsEmpty;
        using (writer.Block($"public void Encode(ref {Runtime.Writer} writer)"))
        {
            WriteNullCheck(writer, body);
            if (isBare)
            {
                writer.Line($"{encoder}.WriteMessage(ref writer, {body.Name});");
            }
            else if (sections is null)
            {
                WriteLevels(writer, method, body, names);
            }
            else
            {
                writer.Line("// The trace context of a send is one more level of application properties.");
                using (writer.Block("if (writer.HasTraceContext)"))
                {
                    writer.Line("EncodeLevels(ref writer);");
                    writer.Line("return;");
                }

                writer.Line();
                WholeMessageEmitter.WriteSections(writer, ArgumentNames(method, body), sections, string.Empty, body.Plain!.Value);
                writer.Line($"{encoder}.WriteValue(ref writer, {body.Name}, 0);");
            }
        }

        if (!isBare && sections is not null)
        {
            writer.Line();
            using (writer.Block($"private void EncodeLevels(ref {Runtime.Writer} writer)"))
            {
                WriteLevels(writer, method, body, names);
            }
        }
    }

    private static LocalNames ArgumentNames(SenderMethodModel method, BodyModel body)
    {
        var names = new LocalNames(body.Name, "writer");
        foreach (ValueBinding binding in method.Bindings)
        {
            names.Take(binding.Name);
        }

        return names;
    }

    private static void WriteNullCheck(SourceWriter writer, BodyModel body)
    {
        if (body.IsList && body.ContractCanBeNull)
        {
            using (writer.Block($"if ({body.Name} is null)"))
            {
                writer.Line($"throw {Runtime.Errors}.NullItem({Literals.String(body.ContractDisplayName)});");
            }

            writer.Line();
        }
    }

    /// <summary>Writes the message through the typed sections, where nearer levels overlay farther ones.</summary>
    private static void WriteLevels(SourceWriter writer, SenderMethodModel method, BodyModel body, LocalNames names)
    {
        string encoder = $"{body.Contract}.{Runtime.Encoder}";
        writer.Line($"{Runtime.Header} header = default;");
        writer.Line($"{Runtime.Properties} properties = default;");
        SectionEmitter.SetConstants(writer, method.InterfaceConstants, "Interface");
        writer.Line($"{encoder}.SetSections({body.Name}, ref header, ref properties);");
        SectionEmitter.SetConstants(writer, method.Constants, "Method");
        SectionEmitter.SetValues(writer, names, method.Bindings, string.Empty);
        writer.Line($"{Runtime.MessageEncoding}.WriteHeader(ref writer, in header);");
        writer.Line();
        WriteMapSection(writer, method, body, names, SectionSlot.MessageAnnotation);
        writer.Line();
        writer.Line($"{Runtime.MessageEncoding}.WriteProperties(ref writer, in properties);");
        writer.Line();
        WriteMapSection(writer, method, body, names, SectionSlot.ApplicationProperty);
        writer.Line();
        writer.Line($"{encoder}.WriteBody(ref writer, {body.Name});");
    }

    /// <summary>Nearest first: what the method binds, what the contract binds, what the interface binds.</summary>
    private static void WriteMapSection(SourceWriter writer, SenderMethodModel method, BodyModel body, LocalNames names, SectionSlot slot)
    {
        bool annotations = slot == SectionSlot.MessageAnnotation;
        string section = annotations ? "annotations" : "applicationProperties";
        string kind = annotations ? "MessageAnnotations" : "ApplicationProperties";
        writer.Line($"var {section} = {Runtime.MapSection}.{kind}();");
        SectionEmitter.WriteValues(writer, names, method.Bindings, slot, section, string.Empty);
        SectionEmitter.WriteConstants(writer, method.Constants, slot, section);
        writer.Line($"{section}.NextLevel(ref writer);");
        writer.Line($"{body.Contract}.{Runtime.Encoder}.Write{kind}(ref writer, ref {section}, {body.Name});");
        if (SectionEmitter.Has(method.InterfaceConstants, slot))
        {
            writer.Line($"{section}.NextLevel(ref writer);");
            SectionEmitter.WriteConstants(writer, method.InterfaceConstants, slot, section);
        }

        writer.Line($"{section}.End(ref writer);");
    }

    private static void WriteMapper(SourceWriter writer, SenderMethodModel method, BodyModel body, List<string> shared)
    {
        var arguments = new List<string> { body.Name };
        foreach (ValueBinding binding in Arguments(method))
        {
            arguments.Add(binding.Name);
        }

        string mapper = $"{Runtime.GeneratedCode}IAmqpMessageMapper<{body.ItemType}, {method.MessageName}>";
        using (writer.Block($"private readonly struct {MapperName(method)}({string.Join(", ", shared)}) : {mapper}"))
        {
            writer.Line($"public {method.MessageName} Map({body.ItemType} {body.Name}) => new({string.Join(", ", arguments)});");
        }
    }
}
