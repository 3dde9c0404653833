using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Limits;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reports what the broker does not take that [AmqpBroker] names, or that AmqpBroker.txt describes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProfileAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        ProfileRules.AddressForm,
        ProfileRules.AnnotationKey,
        ProfileRules.TooLong,
        ProfileRules.PropertyType,
        ProfileRules.EditionOfOtherBroker,
        ProfileRules.MessageSize,
        ProfileRules.MalformedLine);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            LimitsFile file = LimitsFile.Read(start.Options.AdditionalFiles, start.CancellationToken);
            var limits = new LimitsReader(start.Compilation, file.Limits);
            var reported = new ReportedDiagnostics();
            TypeActions.Register(start, symbol => Analyze(symbol, limits, reported));
            ExternalContractActions.Register(start, (node, external) => AnalyzeExternal(node, external.Declaration, limits, reported));
            start.RegisterCompilationEndAction(end =>
            {
                foreach (Diagnostic problem in file.Problems)
                {
                    end.ReportDiagnostic(problem);
                }

                if (LimitsReader.CheckEdition(end.Compilation.Assembly) is { } edition)
                {
                    end.ReportDiagnostic(edition);
                }
            });
        });
    }

    private static void Analyze(TypeAnalysis context, LimitsReader reader, ReportedDiagnostics reported)
    {
        using ExternalContracts.Scope externals = ExternalContracts.Enter(context.Compilation);
        INamedTypeSymbol type = context.Type;
        var found = new List<Diagnostic>();
        if (type.TypeKind == TypeKind.Interface)
        {
            if (LimitsReader.CheckEdition(type) is { } edition)
            {
                found.Add(edition);
            }

            if (Attributes.Find(type, Attributes.Sender) is { } sender && reader.OfSender(type) is { Count: > 0 } limits)
            {
                CheckSender(type, sender, new PlaceChecks(limits, Locations.Of(type), found));
                if (reader.HasOwnBroker(type))
                {
                    CheckSizes(type, limits, context.Compilation, found, context.CancellationToken);
                }
            }
        }
        else if (Attributes.Find(type, Attributes.Contract) is not null && ContractDeclaration.Of(type) is { } contract && reader.OfContracts() is { Count: > 0 } limits)
        {
            CheckContract(contract, limits, context.Compilation, found, context.CancellationToken);
        }

        reported.Report(context, found);
    }

    private static void AnalyzeExternal(TypeAnalysis context, ContractDeclaration contract, LimitsReader reader, ReportedDiagnostics reported)
    {
        if (reader.OfContracts() is { Count: > 0 } limits)
        {
            using ExternalContracts.Scope externals = ExternalContracts.Enter(context.Compilation);
            var found = new List<Diagnostic>();
            CheckContract(contract, limits, context.Compilation, found, context.CancellationToken);
            reported.Report(context.ReportDiagnostic, context.Compilation, contract.Location, found);
        }
    }

    private static void CheckSender(INamedTypeSymbol type, AttributeData sender, PlaceChecks checks)
    {
        checks.CheckAddress(sender);
        CheckInterface(type, checks);
        foreach (INamedTypeSymbol inherited in type.AllInterfaces)
        {
            CheckInterface(inherited, checks);
        }
    }

    private static void CheckInterface(INamedTypeSymbol type, PlaceChecks checks)
    {
        checks.CheckConstants(type);
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IMethodSymbol method)
            {
                checks.CheckConstants(method);
                foreach (IParameterSymbol parameter in method.Parameters)
                {
                    checks.CheckValue(parameter, parameter.Type);
                }
            }
        }
    }

    private static void CheckContract(ContractDeclaration contract, IReadOnlyList<BrokerLimits> limits, Compilation compilation, List<Diagnostic> found, CancellationToken cancellationToken)
    {
        var checks = new PlaceChecks(limits, contract.Location, found);
        for (INamedTypeSymbol? each = contract.Marked; each is not null; each = each.BaseType)
        {
            checks.CheckConstants(each);
        }

        foreach (ContractMember member in ContractMembers.Of(contract.Type, contract.Reader, compilation))
        {
            if (member.Symbol is IPropertySymbol property)
            {
                checks.CheckValue(contract.MarkedMember(property), property.Type);
            }
            else if (member.Symbol is IFieldSymbol field)
            {
                checks.CheckValue(contract.MarkedMember(field), field.Type);
            }
        }

        CheckSize(contract.Type, limits, contract.Location, compilation, found, cancellationToken);
    }

    /// <summary>Checks the contracts that the methods of a sender send.</summary>
    private static void CheckSizes(INamedTypeSymbol sender, IReadOnlyList<BrokerLimits> limits, Compilation compilation, List<Diagnostic> found, CancellationToken cancellationToken)
    {
        foreach (ISymbol member in sender.GetMembers())
        {
            if (member is not IMethodSymbol method)
            {
                continue;
            }

            foreach (IParameterSymbol parameter in method.Parameters)
            {
                ITypeSymbol sent = CollectionTypes.Sequence(parameter.Type)?.Element ?? parameter.Type;
                if (sent is INamedTypeSymbol contract && ContractReference.IsContract(contract))
                {
                    CheckSize(contract, limits, Locations.Of(parameter), compilation, found, cancellationToken);
                }
            }
        }
    }

    private static void CheckSize(INamedTypeSymbol type, IReadOnlyList<BrokerLimits> all, Location fallback, Compilation compilation, List<Diagnostic> found, CancellationToken cancellationToken)
    {
        MessageBound? bound = null;
        foreach (BrokerLimits limits in all)
        {
            if (limits.MaxMessageBytes == 0)
            {
                continue;
            }

            bound ??= new LargestSize(compilation, cancellationToken).Of(type);
            if (bound is { Member: { } member } size && size.Bytes > limits.MaxMessageBytes)
            {
                found.Add(Diagnostic.Create(
                    ProfileRules.MessageSize,
                    Locations.Of(member, fallback),
                    Names.Display(type),
                    Number(size.Bytes),
                    limits.Name,
                    Number(limits.MaxMessageBytes),
                    limits.SizeCondition,
                    Names.Display(member),
                    Number(size.MemberBytes)));
            }
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
