using System.Collections.Generic;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the struct that holds a send method's arguments and writes its message, and for lists the struct that makes one for each item.</summary>
internal static class MessageEmitter
{
    private const string InterfaceOrigin = "Interface";
    private const string MethodOrigin = "Method";

    // What the structs and their methods call members and variables of their own.
    private static readonly string[] Own =
    [
        "Encode", "WriteMember", "Map", InterfaceOrigin + SectionEmitter.UserIdSuffix, MethodOrigin + SectionEmitter.UserIdSuffix,
        "writer", "header", "properties", "deliveryAnnotations", "annotations", "applicationProperties", "footer", "index", "member",
    ];

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

    /// <param name="writer">Where the source goes.</param>
    /// <param name="original">The method, its types named so that no others are.</param>
    /// <param name="originalBody">Its body.</param>
    /// <param name="mapper">The name of the struct that makes a message of each item of a list.</param>
    public static void Write(SourceWriter writer, SenderMethodModel original, BodyModel originalBody, string mapper)
    {
        var names = new LocalNames(Own);
        names.Take(original.MessageName);
        names.Take(mapper);
        foreach (string parameter in original.TypeParameters.Names)
        {
            names.Take(parameter);
        }

        SenderMethodModel method = original with { Bindings = Renamed(original.Bindings, names) };
        BodyModel body = originalBody with { Name = names.Keep(originalBody.IsList ? "item" : originalBody.Name) };
        var parameters = new List<string> { $"{body.ItemType} {body.Name}" };
        var shared = new List<string>();
        foreach (ValueBinding binding in Arguments(method))
        {
            shared.Add($"{binding.Value.DeclaredType} {binding.Name}");
        }

        parameters.AddRange(shared);
        string head = $"{method.MessageName}{method.TypeParameters.List}({string.Join(", ", parameters)}) : {Runtime.GeneratedCode}IAmqpMessageSource";
        using (writer.Block($"private readonly struct {head}{method.TypeParameters.Constraints}"))
        {
            WriteEncode(writer, method, body, names);
            MemberNamingEmitter.Write(writer, method, body);
        }

        if (body.IsList)
        {
            writer.Line();
            WriteMapper(writer, method, body, mapper, shared);
        }
    }

    /// <summary>The bindings under names that nothing else in the struct has; a parameter that is bound to several places keeps one name.</summary>
    private static EquatableArray<ValueBinding> Renamed(EquatableArray<ValueBinding> bindings, LocalNames names)
    {
        var given = new Dictionary<string, string>();
        var renamed = new List<ValueBinding>();
        foreach (ValueBinding binding in bindings)
        {
            if (!given.TryGetValue(binding.Name, out string? name))
            {
                given.Add(binding.Name, name = names.Keep(binding.Name));
            }

            renamed.Add(binding with { Name = name });
        }

        return renamed.ToEquatableArray();
    }

    private static void WriteEncode(SourceWriter writer, SenderMethodModel method, BodyModel body, LocalNames names)
    {
        string encoder = body.Encoder;
        WrittenSections? sections = WrittenSections.Of(method, body);
        bool isBare = method.Bindings.IsEmpty && method.Constants.IsEmpty && method.InterfaceConstants.IsEmpty;
        if (!isBare && sections is null)
        {
            SectionEmitter.DeclareUserId(writer, method.InterfaceConstants, InterfaceOrigin);
            SectionEmitter.DeclareUserId(writer, method.Constants, MethodOrigin);
        }

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
                WholeMessageEmitter.WriteSections(writer, ArgumentNames(method, body), sections, string.Empty, body.Plain!.Value);
                writer.Line($"{encoder}.WriteValue(ref writer, {body.Name}, 0);");
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
        string encoder = body.Encoder;
        writer.Line($"{Runtime.Header} header = default;");
        writer.Line($"{Runtime.Properties} properties = default;");
        SectionEmitter.SetConstants(writer, method.InterfaceConstants, InterfaceOrigin);
        writer.Line($"{encoder}.SetSections({body.Name}, ref header, ref properties);");
        SectionEmitter.SetConstants(writer, method.Constants, MethodOrigin);
        SectionEmitter.SetValues(writer, names, method.Bindings, string.Empty);
        writer.Line($"{Runtime.MessageEncoding}.SetExpiryTimes(in writer, in header, ref properties);");
        writer.Line($"{Runtime.MessageEncoding}.WriteHeader(ref writer, in header);");
        writer.Line();
        WriteMapSection(writer, method, body, names, MapSection.DeliveryAnnotations);
        writer.Line();
        WriteMapSection(writer, method, body, names, MapSection.MessageAnnotations);
        writer.Line();
        writer.Line($"{Runtime.MessageEncoding}.WriteProperties(ref writer, in properties);");
        writer.Line();
        WriteMapSection(writer, method, body, names, MapSection.ApplicationProperties);
        writer.Line();
        writer.Line($"{encoder}.WriteBody(ref writer, {body.Name});");
        writer.Line();
        WriteMapSection(writer, method, body, names, MapSection.Footer);
    }

    /// <summary>Nearest first: what the method binds, what the contract binds, what the interface binds.</summary>
    private static void WriteMapSection(SourceWriter writer, SenderMethodModel method, BodyModel body, LocalNames names, MapSection section)
    {
        string variable = section.Variable;
        writer.Line($"var {variable} = {Runtime.MapSection}.{section.Name}();");
        SectionEmitter.WriteValues(writer, names, method.Bindings, section.Slot, variable, string.Empty);
        SectionEmitter.WriteConstants(writer, method.Constants, section.Slot, variable);
        writer.Line($"{variable}.NextLevel(ref writer);");
        writer.Line(section.Write(body.Contract, body.Encoder, $"ref writer, ref {variable}, {body.Name}"));
        if (SectionEmitter.Has(method.InterfaceConstants, section.Slot))
        {
            writer.Line($"{variable}.NextLevel(ref writer);");
            SectionEmitter.WriteConstants(writer, method.InterfaceConstants, section.Slot, variable);
        }

        writer.Line($"{variable}.End(ref writer);");
    }

    private static void WriteMapper(SourceWriter writer, SenderMethodModel method, BodyModel body, string mapper, List<string> shared)
    {
        var arguments = new List<string> { body.Name };
        foreach (ValueBinding binding in Arguments(method))
        {
            arguments.Add(binding.Name);
        }

        string message = method.MessageName + method.TypeParameters.List;
        string link = $"{Runtime.GeneratedCode}IAmqpMessageMapper<{body.ItemType}, {message}>";
        using (writer.Block($"private readonly struct {mapper}{method.TypeParameters.List}({string.Join(", ", shared)}) : {link}{method.TypeParameters.Constraints}"))
        {
            writer.Line($"public {message} Map({body.ItemType} {body.Name}) => new({string.Join(", ", arguments)});");
        }
    }
}
