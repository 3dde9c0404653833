using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reports what is wrong with management interfaces: the generator's own parser, run where <c>#pragma</c> is obeyed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ManagementAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        ManagementRules.NotPartial,
        ManagementRules.ContainerNotPartial,
        ManagementRules.NotAccessible,
        ManagementRules.OpenGeneric,
        ManagementRules.UnsupportedMember,
        ManagementRules.UnreachableMember,
        ManagementRules.SenderToo,
        ManagementRules.InvalidText,
        ManagementRules.NoOperation,
        ManagementRules.ReturnType,
        ManagementRules.GenericMethod,
        ManagementRules.PassedOtherwise,
        ManagementRules.PropertyType,
        ManagementRules.BodyType,
        ManagementRules.ManyBodies,
        ManagementRules.Property,
        ManagementRules.Timeout,
        MethodRules.ManyTokens,
        MethodRules.NullableToken,
        MethodRules.HiddenType,
        ExternalRules.TypeArgument,
        ExternalRules.TypeArgumentAdvice,
        ContractRules.NoEffect,
        CloudEventRules.Attribute,
        SectionRules.ValueAndPlace,
        MemberRules.DateTimeKind,
        MemberRules.Decimal,
        MemberRules.HalfCharacter,
        MemberRules.NotTransparent,
        MemberRules.NoNames,
        MemberRules.NameAsSymbol,
        MemberRules.EnumAliases,
        MemberRules.FlagsByName);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var reported = new ReportedDiagnostics();
            TypeActions.Register(start, symbol => Analyze(symbol, reported));
        });
    }

    private static void Analyze(TypeAnalysis context, ReportedDiagnostics reported)
    {
        INamedTypeSymbol type = context.Type;
        if (type.TypeKind != TypeKind.Interface || Attributes.Find(type, Attributes.Management) is null)
        {
            return;
        }

        SharedParse<ManagementModel> parsed = SharedParse.OfManagement(type, context.Compilation, context.CancellationToken);
        reported.Report(context, parsed.Found);
        if (parsed.StubRule is null && type.GetTypeMembers(NestedNames.Implementation(type)).Any(GeneratedMarks.HasStub))
        {
            context.ReportDiagnostic(Diagnostic.Create(MethodRules.HiddenType, Locations.Of(type), Names.Display(type)));
        }
    }
}
