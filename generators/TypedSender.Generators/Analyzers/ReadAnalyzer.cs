using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reports contracts that cannot be read, where something asks to read them: calls that name one, and methods of management interfaces that return one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReadAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(ReadRules.NotReadable);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var reading = new ContractReading(start.Compilation, static (contract, compilation, token) => SharedParse.OfContract(contract, compilation, token).Model);
            start.RegisterSyntaxNodeAction(node => AnalyzeName(node, reading), SyntaxKind.GenericName);
            TypeActions.Register(start, symbol => AnalyzeInterface(symbol, reading));
        });
    }

    private static void AnalyzeName(SyntaxNodeAnalysisContext context, ContractReading reading)
    {
        // What reads an external contract names its decoder, too.
        var name = (GenericNameSyntax)context.Node;
        if (name.Identifier.ValueText is not ("Decode" or "DecodeValue" or "Read" or "Sent") || name.TypeArgumentList.Arguments.Count > 2)
        {
            return;
        }

        using ExternalContracts.Scope externals = ExternalContracts.Enter(context.Compilation);
        if (context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol is IMethodSymbol method
            && IsReader(method.ContainingType)
            && method.TypeArguments[0] is INamedTypeSymbol contract
            && ContractReference.IsContract(contract)
            && reading.Obstacle(contract, context.CancellationToken) is { } obstacle)
        {
            context.ReportDiagnostic(Diagnostic.Create(ReadRules.NotReadable, name.TypeArgumentList.Arguments[0].GetLocation(), Names.Display(contract), obstacle));
        }
    }

    private static void AnalyzeInterface(TypeAnalysis context, ContractReading reading)
    {
        INamedTypeSymbol type = context.Type;
        if (type.TypeKind != TypeKind.Interface || Attributes.Find(type, Attributes.Management) is null)
        {
            return;
        }

        using ExternalContracts.Scope externals = ExternalContracts.Enter(context.Compilation);
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsAbstract: true } method
                && ReplyTypes.ContractOf(method.ReturnType) is { } contract
                && reading.Obstacle(contract, context.CancellationToken) is { } obstacle)
            {
                context.ReportDiagnostic(Diagnostic.Create(ReadRules.NotReadable, TypeToken.Of(method, Locations.Of(method)).Location, Names.Display(contract), obstacle));
            }
        }
    }

    private static bool IsReader(INamedTypeSymbol type)
        => Names.WellKnown(type) is "TypedSender.AmqpContracts" or "TypedSender.AmqpManagementResponse"
            or "TypedSender.Testing.ReceivedMessage" or "TypedSender.Testing.RecordedMessage" or "TypedSender.Testing.RecordingTransport";
}
