using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reports what is wrong with contracts: the generator's own parser, run where <c>#pragma</c> is obeyed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        ContractRules.NotPartial,
        ContractRules.ContainerNotPartial,
        ContractRules.NotAccessible,
        ContractRules.UnsupportedKind,
        ContractRules.NoMembers,
        KnownTypeRules.NoKnownType,
        KnownTypeRules.HidesKnownMember,
        KnownTypeRules.NotDerived,
        KnownTypeRules.NotAContract,
        KnownTypeRules.SharedMark,
        KnownTypeRules.OtherEncoding,
        KnownTypeRules.NotTold,
        KnownTypeRules.OtherDiscriminator,
        KnownTypeRules.NoContract,
        ExternalRules.OwnAttribute,
        ExternalRules.TypeArgument,
        ExternalRules.TypeArgumentAdvice,
        ExternalRules.Unusable,
        ExternalRules.NoSuchMember,
        ExternalRules.Twice,
        ContractRules.SharedDescriptor,
        ContractRules.ReservedDescriptor,
        ContractRules.MalformedDescriptor,
        ContractRules.OrderMissing,
        ContractRules.DuplicateMember,
        ContractRules.HiddenType,
        ContractRules.JsonContextMissing,
        ContractRules.JsonContextUnusable,
        ContractRules.JsonContextIncomplete,
        ContractRules.NoEffect,
        ContractRules.OneRawMember,
        ContractRules.NoBytes,
        ContractRules.Collection,
        ContractRules.LateMember,
        ContractRules.UnreadableBody,
        CloudEventRules.Body,
        CloudEventRules.Attribute,
        CloudEventRules.NoId,
        MemberRules.UnreadableValue,
        MemberRules.NoEncoding,
        MemberRules.NotAContract,
        MemberRules.NotReadable,
        MemberRules.MappedAndIgnored,
        MemberRules.KeyType,
        MemberRules.MultidimensionalArray,
        MemberRules.AmbiguousItems,
        MemberRules.ArrayElement,
        MemberRules.DateTimeKind,
        MemberRules.Decimal,
        MemberRules.HalfCharacter,
        MemberRules.NotTransparent,
        MemberRules.Dynamic,
        MemberRules.Formatter,
        MemberRules.StaticMember,
        MemberRules.DurationEncoding,
        MemberRules.EndlessCollection,
        MemberRules.CollectionMembers,
        MemberRules.HiddenGetter,
        MemberRules.HidesMember,
        MemberRules.AbstractContract,
        MemberRules.NoNames,
        MemberRules.NameAsSymbol,
        MemberRules.EnumAliases,
        MemberRules.FlagsByName,
        SectionRules.PropertyType,
        SectionRules.DuplicateBinding,
        SectionRules.FieldType,
        SectionRules.ValueAndPlace,
        SectionRules.InvalidConstant);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var descriptors = new SharedDescriptors();
            var reported = new ReportedDiagnostics();
            ExternalContractChecks.Register(start, descriptors, reported);
            TypeActions.Register(start, symbol => Analyze(symbol, descriptors, reported));
            start.RegisterCompilationEndAction(descriptors.Report);
        });
    }

    private static void Analyze(TypeAnalysis context, SharedDescriptors descriptors, ReportedDiagnostics reported)
    {
        INamedTypeSymbol type = context.Type;
        if (GeneratedFiles.Declare(type))
        {
            return;
        }

        CheckFormatter(context, type);
        if (Attributes.Find(type, Attributes.Contract) is null)
        {
            CheckKnownTypes(context, type);
            CheckConstants(context, type);
            return;
        }

        descriptors.Add(type);
        SharedParse<ContractModel> parsed = SharedParse.OfContract(type, context.Compilation, context.CancellationToken);
        reported.Report(context, parsed.Found);

        if (parsed is { StubRule: null, Model: { } model })
        {
            CheckEncoder(context, type, model);
        }
    }

    /// <summary>Reports what the generator, which sees less than an analyzer, could not write, or left out.</summary>
    private static void CheckEncoder(TypeAnalysis context, INamedTypeSymbol type, ContractModel model)
    {
        foreach (INamedTypeSymbol encoder in type.GetTypeMembers(model.Encoder))
        {
            if (GeneratedMarks.HasStub(encoder))
            {
                context.ReportDiagnostic(Diagnostic.Create(ContractRules.HiddenType, Locations.Of(type), Names.Display(type)));
            }
            else if (LateMembers.First(model, encoder) is { } member)
            {
                context.ReportDiagnostic(Diagnostic.Create(ContractRules.LateMember, Locations.Of(type), member, Names.Display(type)));
            }
        }
    }

    private static void CheckFormatter(TypeAnalysis context, INamedTypeSymbol type)
    {
        var diagnostics = new DiagnosticBag();
        FormatterParser.CheckType(type, diagnostics);
        foreach (Diagnostic problem in diagnostics.Found)
        {
            context.ReportDiagnostic(problem);
        }
    }

    /// <summary>Reports known types of a type that is no contract and stands for none.</summary>
    private static void CheckKnownTypes(TypeAnalysis context, INamedTypeSymbol type)
    {
        if (Attributes.Find(type, Attributes.KnownType) is not { } attribute)
        {
            return;
        }

        foreach (ExternalContracts.External external in ExternalContracts.Of(context.Compilation.Assembly))
        {
            if (SymbolEqualityComparer.Default.Equals(external.Declaration.MetadataType, type))
            {
                return;
            }
        }

        context.ReportDiagnostic(Diagnostic.Create(KnownTypeRules.NoContract, Locations.OfAttribute(attribute, Locations.Of(type)), Names.Display(type)));
    }

    /// <summary>Reports what is wrong with constants of a base type: here, and not at every contract that derives from it.</summary>
    private static void CheckConstants(TypeAnalysis context, INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return;
        }

        var diagnostics = new DiagnosticBag();
        ConstantParser.Read(type, new BoundSlots(), SectionScope.None, diagnostics);
        foreach (Diagnostic problem in diagnostics.Found)
        {
            context.ReportDiagnostic(problem);
        }
    }
}
