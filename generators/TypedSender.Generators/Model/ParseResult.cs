namespace TypedSender.Generators.Model;

/// <summary>A parsed model, or the reason why there is none.</summary>
internal sealed record ParseResult<TModel>(TModel? Model, GeneratorFailure? Failure)
    where TModel : class;
