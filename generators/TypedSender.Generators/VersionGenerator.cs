using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;

namespace TypedSender.Generators;

/// <summary>Writes into an assembly that holds contracts, senders or management interfaces for which version of the runtime they were generated.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class VersionGenerator : IIncrementalGenerator
{
    private const string HintName = "GeneratedCodeVersion.g.cs";

    private static readonly string[] Annotations =
    [
        Attributes.Namespace + "." + Attributes.Contract, Attributes.Namespace + "." + Attributes.Sender, Attributes.Namespace + "." + Attributes.Management,
    ];

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var remembered = new RememberedValue<bool>(static (compilation, token)
            => RefersToRuntime(compilation) && (AnnotatedTypes.Exist(compilation, Annotations, token) || ExternalContracts.AreWritten(compilation.Assembly) || GenericContracts.Exist(compilation)));
        IncrementalValueProvider<bool> isNeeded = context.CompilationProvider
            .Select(remembered.Of)
            .WithTrackingName(StepNames.Versions);

        context.RegisterSourceOutput(isNeeded, static (output, isNeeded) =>
        {
            if (isNeeded)
            {
                output.AddSource(HintName, Emit());
            }
        });
    }

    /// <summary>Whether the runtime is another assembly: one that is compiled from its sources says its version itself.</summary>
    private static bool RefersToRuntime(Compilation compilation)
        => compilation.GetTypeByMetadataName(Attributes.Namespace + ".GeneratedCode.GeneratedCodeVersionAttribute") is { } attribute
            && !SymbolEqualityComparer.Default.Equals(attribute.ContainingAssembly, compilation.Assembly);

    private static SourceText Emit()
    {
        var writer = new SourceWriter();
        FileHeader.Write(writer);
        writer.Line($"[assembly: {Runtime.GeneratedCode}GeneratedCodeVersion({ProductInfo.GeneratedCodeVersion.ToString(CultureInfo.InvariantCulture)})]");
        return writer.ToSourceText();
    }
}
