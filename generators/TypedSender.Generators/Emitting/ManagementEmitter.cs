using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the generated half of a management interface: its node, and its implementation.</summary>
internal static class ManagementEmitter
{
    private const string Client = Runtime.Product + "AmqpManagementClient";
    private const string Request = Runtime.Product + "AmqpManagementRequest";
    private const string Response = Runtime.Product + "AmqpManagementResponse";
    private const string Message = Runtime.Messages + "AmqpMessage";

    public static SourceText Emit(ManagementModel management)
    {
        var writer = new SourceWriter();
        FileHeader.Write(writer, management.Restrictions);
        string self = management.Type.FullName;
        string contract = $"{Runtime.Product}IAmqpManagement<{self}>";
        PartialTypeEmitter.Write(writer, management.Type, contract, () =>
        {
            writer.Line(FileHeader.GeneratedCode);
            writer.Line($"static string {contract}.Node => {management.Node};");
            writer.Line();
            writer.Line(FileHeader.GeneratedCode);
            writer.Line($"static {self} {contract}.Create({Client} client) => new {management.Implementation}(client);");
            writer.Line();
            WriteImplementation(writer, management);
        });
        return writer.ToSourceText();
    }

    private static void WriteImplementation(SourceWriter writer, ManagementModel management)
    {
        writer.Line(FileHeader.GeneratedCode);
        FileHeader.WriteObsolete(writer, management.Restrictions);
        using (writer.Block($"private sealed class {management.Implementation}({Client} client) : {management.Type.FullName}"))
        {
            string field = FieldName(management);
            writer.Line($"private readonly {Client} {field} = client;");
            foreach (ManagementMethodModel method in management.Methods)
            {
                writer.Line();
                WriteMethod(writer, method, field);
            }
        }
    }

    /// <summary>A name that no parameter hides.</summary>
    private static string FieldName(ManagementModel management)
    {
        var names = new LocalNames();
        foreach (ManagementMethodModel method in management.Methods)
        {
            foreach (ParameterModel parameter in method.Parameters)
            {
                names.Take(parameter.Name);
            }
        }

        return names.Keep("_client");
    }

    private static void WriteMethod(SourceWriter writer, ManagementMethodModel method, string field)
    {
        var parameters = new List<string>();
        var names = new LocalNames(field);
        foreach (ParameterModel parameter in method.Parameters)
        {
            parameters.Add($"{parameter.Modifier}{parameter.TypeName} {parameter.Name}".TrimStart());
            names.Take(parameter.Name);
        }

        if (method.StubRule is not null)
        {
            writer.Line($"[{Runtime.GeneratedCode}GeneratedStub(\"{method.StubRule}\")]");
        }

        using (writer.Block($"{method.Modifiers}{method.ReturnType} {method.Interface}.{method.Name}({string.Join(", ", parameters)}){method.Constraints}"))
        {
            if (method.StubRule is not null)
            {
                writer.Line($"throw {Runtime.Errors}.Stub({Literals.String(method.Name)}, \"{method.StubRule}\");");
                return;
            }

            foreach (ParameterModel parameter in method.Parameters)
            {
                if (parameter.ThrowsOnNull)
                {
                    writer.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter.Name});");
                }
            }

            WriteRequest(writer, method, names, field);
        }
    }

    private static void WriteRequest(SourceWriter writer, ManagementMethodModel method, LocalNames names, string field)
    {
        string body = string.Empty;
        if (method.Body is { Value: null } untyped)
        {
            body = untyped.Name;
        }
        else if (method.Body is { } simple)
        {
            body = names.New("body");
            writer.Line($"object? {body} = null;");
            RequestValueEmitter.Write(writer, names, simple, body);
        }

        string request = names.New("request");
        writer.Line($"var {request} = new {Request}");
        using (writer.Block(string.Empty, ";"))
        {
            writer.Line($"Operation = {method.Operation},");
            WriteOptional(writer, "Type", method.EntityType);
            WriteOptional(writer, "Body", body);
            WriteOptional(writer, "Timeout", method.Timeout);
        }

        foreach (RequestValueModel property in method.Properties)
        {
            RequestValueEmitter.Write(writer, names, property, $"{request}.ApplicationProperties[{property.Key}]");
        }

        string token = method.Token ?? "global::System.Threading.CancellationToken.None";
        string call = method.Reply.Content == ReplyContent.Message ? $"{Runtime.ManagementReplies}.RequestMessageAsync({field}, {request}, {token})"
            : method.Reply.Contract is { } contract ? $"{Runtime.ManagementReplies}.RequestContractAsync<{contract}>({field}, {request}, {token})"
            : $"{field}.RequestAsync({request}, {token})";
        writer.Line($"return {Returned(method.Reply, call)};");
    }

    private static void WriteOptional(SourceWriter writer, string property, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.Line($"{property} = {value},");
        }
    }

    /// <summary>The call, which gives a Task, as the method returns it.</summary>
    private static string Returned(ReplyShape reply, string call)
    {
        string task = reply.IsNullable ? call + "!" : call;
        string result = reply.Content switch
        {
            ReplyContent.Nothing => string.Empty,
            ReplyContent.Contract => $"<{reply.Contract}{(reply.IsNullable ? "?" : string.Empty)}>",
            ReplyContent.Message => $"<{Message}{(reply.IsNullable ? "?" : string.Empty)}>",
            _ => $"<{Response}{(reply.IsNullable ? "?" : string.Empty)}>",
        };
        return reply.IsTask ? task : $"new global::System.Threading.Tasks.ValueTask{result}({task})";
    }
}
