using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads the return type of a method of a management interface.</summary>
internal static class ReplyTypes
{
    private const string Message = "TypedSender.Amqp.Messages.AmqpMessage";
    private const string Response = "TypedSender.AmqpManagementResponse";

    /// <summary>How the response is returned; null if the type is none of those that can.</summary>
    public static ReplyShape? Of(ITypeSymbol type)
        => type is not INamedTypeSymbol named
            ? null
            : Names.WellKnown(named) switch
            {
                "System.Threading.Tasks.ValueTask" => new ReplyShape(IsTask: false, ReplyContent.Nothing, IsNullable: false),
                "System.Threading.Tasks.Task" => new ReplyShape(IsTask: true, ReplyContent.Nothing, IsNullable: false),
                "System.Threading.Tasks.ValueTask`1" => OfResult(named.TypeArguments[0], isTask: false),
                "System.Threading.Tasks.Task`1" => OfResult(named.TypeArguments[0], isTask: true),
                _ => null,
            };

    /// <summary>The contract that a method returns the response as; null for none.</summary>
    public static INamedTypeSymbol? ContractOf(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeArguments.Length: 1 } named
            && named.TypeArguments[0] is INamedTypeSymbol result
            && Of(type) is { Content: ReplyContent.Contract }
            ? result
            : null;

    private static ReplyShape? OfResult(ITypeSymbol result, bool isTask)
        => Content(result) is { } content
            ? new ReplyShape(isTask, content, result.NullableAnnotation == NullableAnnotation.Annotated, content == ReplyContent.Contract ? Names.FullName(result) : null)
            : null;

    private static ReplyContent? Content(ITypeSymbol result)
        => result is not INamedTypeSymbol named ? null : Names.WellKnown(named) switch
        {
            Message => ReplyContent.Message,
            Response => ReplyContent.Response,
            _ => ContractReference.IsContract(named) && ContractReference.HasEncoder(named) ? ReplyContent.Contract : null,
        };
}
