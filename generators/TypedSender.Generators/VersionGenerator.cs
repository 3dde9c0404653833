using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators;

/// <summary>Writes into an assembly that holds contracts, senders or management interfaces for which version of the runtime they were generated.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class VersionGenerator : IIncrementalGenerator
{
    private const string HintName = "GeneratedCodeVersion.g.cs";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<bool> isNeeded = Any(context, Attributes.Contract)
            .Combine(Any(context, Attributes.Sender))
            .Combine(Any(context, Attributes.Management))
            .Combine(context.CompilationProvider.Select(static (compilation, _) => (RefersToRuntime: RefersToRuntime(compilation), HasExternals: ExternalContracts.Of(compilation.Assembly).Count > 0)))
            .Select(static (state, _) => (state.Left.Left.Left || state.Left.Left.Right || state.Left.Right || state.Right.HasExternals) && state.Right.RefersToRuntime)
            .WithTrackingName(StepNames.Versions);

        context.RegisterSourceOutput(isNeeded, static (output, isNeeded) =>
        {
            if (isNeeded)
            {
                output.AddSource(HintName, Emit());
            }
        });
    }

    private static IncrementalValueProvider<bool> Any(IncrementalGeneratorInitializationContext context, string attribute)
        => context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Attributes.Namespace + "." + attribute,
                static (_, _) => true,
                static (syntax, _) => LanguageVersions.TooOld(syntax.TargetNode.SyntaxTree.Options) is null)
            .Collect()
            .Select(static (areGenerated, _) => areGenerated.Contains(true));

    /// <summary>Whether the runtime is another assembly: one that is compiled from its sources says its version itself.</summary>
    private static bool RefersToRuntime(Compilation compilation)
        => compilation.GetTypeByMetadataName(Attributes.Namespace + ".GeneratedCode.GeneratedCodeVersionAttribute") is { } attribute
            && !SymbolEqualityComparer.Default.Equals(attribute.ContainingAssembly, compilation.Assembly);

    private static SourceText Emit()
    {
        var writer = new SourceWriter();
        FileHeader.Write(writer);
        writer.Line($"[assembly: {Runtime.GeneratedCode}GeneratedCodeVersion({ProductInfo.GeneratedCodeVersion})]");
        return writer.ToSourceText();
    }
}
