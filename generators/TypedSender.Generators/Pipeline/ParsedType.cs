using TypedSender.Generators.Model;

namespace TypedSender.Generators.Pipeline;

/// <summary>What a generator has made of a type.</summary>
/// <param name="Name">The name of the type in metadata.</param>
/// <param name="Result">Its model.</param>
/// <param name="IsClean">Whether the parser found nothing wrong, so that there is nothing to report.</param>
internal readonly record struct ParsedType<TModel>(string Name, ParseResult<TModel> Result, bool IsClean)
    where TModel : class;
