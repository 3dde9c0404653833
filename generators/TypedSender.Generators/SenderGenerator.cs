using System.Linq;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;

namespace TypedSender.Generators;

/// <summary>Writes the implementations of sender interfaces, and, where the package for hosts is referenced, the methods that register them.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SenderGenerator : IIncrementalGenerator
{
    private const string Hosting = "TypedSender.Hosting";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult<SenderModel>> senders = AnnotatedTypes.Parse(
            context,
            Attributes.Namespace + "." + Attributes.Sender,
            StepNames.Senders,
            SenderParser.Parse);

        context.RegisterSourceOutput(senders, static (output, result) =>
            SourceOutput.AddSource(output, result, "Sender", static sender => sender.Type.MetadataName, SenderEmitter.Emit));

        // The names of references alone are looked at, which takes no binding; the value changes with the references.
        IncrementalValueProvider<bool> isHosted = context.CompilationProvider
            .Select(static (compilation, _) => compilation.ReferencedAssemblyNames.Any(static assembly => assembly.Name == Hosting))
            .WithTrackingName(StepNames.Hosting);
        IncrementalValuesProvider<ParseResult<SenderModel>> registered = senders.Combine(isHosted)
            .Where(static pair => pair is { Right: true, Left.Model.Registration: not null })
            .Select(static (pair, _) => pair.Left);
        context.RegisterSourceOutput(registered, static (output, result) =>
            SourceOutput.AddSource(output, result, "Registration", static sender => sender.Type.MetadataName, RegistrationEmitter.Emit));
    }
}
