using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Emitting;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators;

/// <summary>
/// Prints one type's file, or reports why there is none. An exception that left a generator would cost the whole
/// project its generated code.
/// </summary>
internal static class SourceOutput
{
    public static void AddSource<TModel>(
        SourceProductionContext output,
        ParseResult<TModel> result,
        string kind,
        Func<TModel, string> metadataName,
        Func<TModel, SourceText> emit)
        where TModel : class
    {
        if (result.Failure is { } failure)
        {
            output.ReportDiagnostic(GeneratorFailedRule.Create(failure));
        }
        else if (result.Model is { } model)
        {
            string name = metadataName(model);
            try
            {
                output.AddSource(HintName.Of(name, kind), emit(model));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                output.ReportDiagnostic(GeneratorFailedRule.Create(name, exception));
            }
        }
    }
}
