using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reports what is wrong with sender interfaces: the generator's own parser, run where <c>#pragma</c> is obeyed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SenderAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        SenderRules.NotPartial,
        SenderRules.ContainerNotPartial,
        SenderRules.NotAccessible,
        SenderRules.OpenGeneric,
        SenderRules.UnsupportedMember,
        SenderRules.NoSendMethod,
        SenderRules.UnreachableMember,
        SenderRules.InvalidAddress,
        SenderRules.UnknownBroker,
        MethodRules.ReturnType,
        MethodRules.Synchronous,
        MethodRules.NoPlace,
        MethodRules.ByReference,
        MethodRules.ManyTokens,
        MethodRules.TokenNotLast,
        MethodRules.NullableToken,
        MethodRules.NoToken,
        MethodRules.OneBody,
        MethodRules.BatchReturn,
        MethodRules.Params,
        MethodRules.Span,
        MethodRules.BatchWithoutList,
        MethodRules.NegativeLimit,
        MethodRules.LimitAboveBroker,
        MethodRules.SendTimeout,
        MethodRules.Settled,
        TransactionRules.ManyTransactions,
        TransactionRules.SentSettled,
        EnqueueRules.ReturnType,
        EnqueueRules.Token,
        EnqueueRules.List,
        SenderRules.AddressTemplate,
        MethodRules.AddressParameter,
        MethodRules.AddressPart,
        MethodRules.GenericMethod,
        MethodRules.StreamsInList,
        MethodRules.StreamInEnvelope,
        MethodRules.HiddenType,
        ContractRules.NoEffect,
        ExternalRules.TypeArgument,
        ExternalRules.TypeArgumentAdvice,
        MemberRules.NoEncoding,
        MemberRules.NotAContract,
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
        MemberRules.DurationEncoding,
        MemberRules.EndlessCollection,
        MemberRules.CollectionMembers,
        MemberRules.AbstractContract,
        MemberRules.UnreadableValue,
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
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var reported = new ReportedDiagnostics();
            start.RegisterSymbolAction(symbol => Analyze(symbol, reported), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(AnalyzeAssembly);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ReportedDiagnostics reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || GeneratedFiles.Declare(type))
        {
            return;
        }

        var diagnostics = new DiagnosticBag();
        bool isSender = Attributes.Find(type, Attributes.Sender) is not null;
        if (isSender)
        {
            SenderParser.Parse(type, context.Compilation, diagnostics, context.CancellationToken);
        }
        else
        {
            // What is wrong with a base interface is reported here, and not at every sender that inherits it.
            ConstantParser.Read(type, new BoundSlots(), SectionScope.None, diagnostics);
            LinkParser.Check(type, diagnostics);
            TargetParser.Check(type, diagnostics);
            BrokerParser.Check(type, diagnostics);
        }

        reported.Report(context, diagnostics.Found);

        if (isSender && diagnostics.StubRule is null && type.GetTypeMembers(NestedNames.Implementation(type)).Any(GeneratedMarks.HasStub))
        {
            context.ReportDiagnostic(Diagnostic.Create(MethodRules.HiddenType, Locations.Of(type), Names.Display(type)));
        }
    }

    private static void AnalyzeAssembly(CompilationAnalysisContext context)
    {
        var diagnostics = new DiagnosticBag();
        BrokerParser.Check(context.Compilation.Assembly, diagnostics);
        foreach (Diagnostic problem in diagnostics.Found)
        {
            context.ReportDiagnostic(problem);
        }
    }
}
