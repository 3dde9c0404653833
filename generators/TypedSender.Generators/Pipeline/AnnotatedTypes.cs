using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Pipeline;

/// <summary>The steps from a compilation to what generators make of its annotated types.</summary>
internal static class AnnotatedTypes
{
    private const string ParsingSuffix = "Parsing";

    /// <summary>The models of all types with an attribute, each of which is printed by itself.</summary>
    /// <param name="context">What the generator is initialized with.</param>
    /// <param name="attribute">The attribute's full name in metadata.</param>
    /// <param name="step">The name of the step.</param>
    /// <param name="parse">Makes a model of a type.</param>
    public static IncrementalValuesProvider<ParseResult<TModel>> Parse<TModel>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        string step,
        Func<INamedTypeSymbol, Compilation, DiagnosticBag, CancellationToken, TModel?> parse)
        where TModel : class
        => context.CompilationProvider
            .Select(new ParsedTypes<TModel>(attribute, parse).Of)
            .WithTrackingName(step + ParsingSuffix)
            .SelectMany(static (results, _) => results)
            .WithTrackingName(step);

    /// <summary>Whether code is generated for any type of the compilation.</summary>
    public static bool Exist(CSharpCompilation compilation, string[] attributes, CancellationToken cancellationToken)
    {
        DeclarationState declarations = DeclarationState.Of(compilation);
        foreach (SyntaxTree tree in declarations.Trees)
        {
            if (LanguageVersions.TooOld(tree.Options) is not null)
            {
                continue;
            }

            foreach (string attribute in attributes)
            {
                foreach (TypeDeclarationSyntax declaration in AnnotatedDeclarations.Of(tree).MayCarry(attribute, declarations.GlobalAliases))
                {
                    if (compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellationToken) is { } type && FirstDeclaration.Is(type, declaration, attribute))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
