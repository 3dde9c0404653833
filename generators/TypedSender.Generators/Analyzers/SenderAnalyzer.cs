using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;
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
        TransactionRules.Enqueued,
        EnqueueRules.ReturnType,
        EnqueueRules.Token,
        EnqueueRules.List,
        EnqueueRules.Stream,
        SenderRules.AddressTemplate,
        MethodRules.AddressParameter,
        MethodRules.AddressPart,
        MethodRules.EnvelopeAddress,
        MethodRules.GenericMethod,
        MethodRules.StreamsInList,
        MethodRules.StreamInEnvelope,
        MethodRules.HiddenType,
        ContractRules.NoEffect,
        CloudEventRules.Attribute,
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
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var reported = new ReportedDiagnostics();
            TypeActions.Register(start, symbol => Analyze(symbol, reported));
            start.RegisterCompilationEndAction(AnalyzeAssembly);
        });
    }

    private static void Analyze(TypeAnalysis context, ReportedDiagnostics reported)
    {
        INamedTypeSymbol type = context.Type;
        if (type.TypeKind != TypeKind.Interface || GeneratedFiles.Declare(type))
        {
            return;
        }

        if (Attributes.Find(type, Attributes.Sender) is null)
        {
            // What is wrong with a base interface is reported here, and not at every sender that inherits it.
            var diagnostics = new DiagnosticBag();
            ConstantParser.Read(type, new BoundSlots(), SectionScope.None, diagnostics);
            LinkParser.Check(type, diagnostics);
            TargetParser.Check(type, diagnostics);
            BrokerParser.Check(type, diagnostics);
            reported.Report(context, diagnostics.Found);
            return;
        }

        SharedParse<SenderModel> parsed = SharedParse.OfSender(type, context.Compilation, context.CancellationToken);
        reported.Report(context, parsed.Found);
        if (parsed.StubRule is null && type.GetTypeMembers(NestedNames.Implementation(type)).Any(GeneratedMarks.HasStub))
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
