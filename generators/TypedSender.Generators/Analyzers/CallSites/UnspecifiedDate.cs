using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>A form of expression whose DateTime is of kind Unspecified.</summary>
internal sealed class UnspecifiedDate
{
    private const string NameUtc = "name DateTimeKind.Utc as its last argument";
    private const string Styles = "pass DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal";

    private UnspecifiedDate(string form, bool certain, string advice)
    {
        Form = form;
        Certain = certain;
        Advice = advice;
    }

    /// <summary>For people.</summary>
    public string Form { get; }

    /// <summary>Whether the kind is known; a text that is parsed may name an offset.</summary>
    public bool Certain { get; }

    public string Advice { get; }

    public static UnspecifiedDate? Of(IOperation value) => value switch
    {
        IObjectCreationOperation { Constructor: { } constructor } when !Has(constructor, "DateTimeKind") => new("new DateTime", true, NameUtc),
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Parse" or "ParseExact", ContainingType.SpecialType: SpecialType.System_DateTime } method } when !Has(method, "DateTimeStyles")
            => new($"DateTime.{method.Name}", false, Styles),
        IInvocationOperation { TargetMethod: { Name: "ToDateTime", ContainingType: { Name: "DateOnly", ContainingNamespace.Name: "System" } } method } when !Has(method, "DateTimeKind")
            => new("DateOnly.ToDateTime", true, NameUtc),
        IPropertyReferenceOperation { Property: { Name: "DateTime" or "Date", ContainingType: { Name: "DateTimeOffset", ContainingNamespace.Name: "System" } } property }
            => new($"DateTimeOffset.{property.Name}", true, "use UtcDateTime, or a member of type DateTimeOffset"),
        IFieldReferenceOperation { Field: { Name: "MinValue" or "MaxValue", ContainingType.SpecialType: SpecialType.System_DateTime } field }
            => new($"DateTime.{field.Name}", true, "use DateTime.SpecifyKind, or a nullable member where there is no date"),
        _ => null,
    };

    private static bool Has(IMethodSymbol method, string type)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.Type.Name == type)
            {
                return true;
            }
        }

        return false;
    }
}
