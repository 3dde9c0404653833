using Microsoft.CodeAnalysis;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;

namespace TypedSender.Generators;

/// <summary>Writes the implementations of sender interfaces.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SenderGenerator : IIncrementalGenerator
{
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
    }
}
